import { type Static, Type } from 'typebox';
import { Timestamp } from '../cloud-event.ts';

/**
 * What is published on `dead.<service>.<consumer>` when a consumer gave up on a message.
 *
 * It is no CloudEvent: it wraps a message that may not even have been one.
 */
export const DeadLetter = Type.Object({
  service: Type.String(),
  consumer: Type.String(),
  stream: Type.String(),
  streamSequence: Type.Integer(),
  subject: Type.String(),
  eventId: Type.Union([Type.String(), Type.Null()]),
  attempts: Type.Integer(),
  error: Type.Object({
    name: Type.String(),
    code: Type.Union([Type.String(), Type.Null()]),
    message: Type.String(),
  }),
  failedAt: Timestamp,
  payload: Type.String({ description: 'The message as it came, as text' }),
});
export type DeadLetter = Static<typeof DeadLetter>;

/** The subject that dead letters of a consumer go to. */
export const deadLetterSubject = (service: string, consumer: string): string => `dead.${service}.${consumer}`;
