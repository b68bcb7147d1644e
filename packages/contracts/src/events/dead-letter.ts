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
  subject: Type.String({ description: 'Where the message was published at first' }),
  eventId: Type.Union([Type.String(), Type.Null()]),
  attempts: Type.Integer(),
  error: Type.Object({
    name: Type.String(),
    code: Type.Union([Type.String(), Type.Null()]),
    message: Type.String(),
    stack: Type.Optional(Type.String({ description: 'Where in the code; the calls only' })),
  }),
  failedAt: Timestamp,
  payload: Type.String({ description: 'The message as it came, as text' }),
  messageId: Type.Optional(Type.String({ description: "The message's own `Nats-Msg-Id`" })),
  headers: Type.Optional(Type.Record(Type.String(), Type.String(), { description: 'Its other headers' })),
  replayOf: Type.Optional(
    Type.String({ format: 'uuid', description: 'The dead letter that was replayed and failed again' }),
  ),
});
export type DeadLetter = Static<typeof DeadLetter>;

/** The subject on which one consumer is given a message again, and no other. */
export const redeliverySubject = (service: string, consumer: string): string =>
  `redeliver.${service}.${consumer}`;

/** The subject that dead letters of a consumer go to. */
export const deadLetterSubject = (service: string, consumer: string): string => `dead.${service}.${consumer}`;
