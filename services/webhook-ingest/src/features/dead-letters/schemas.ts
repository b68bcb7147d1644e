import { Timestamp, Uuid } from '@postbus/contracts';
import { type Static, Type } from 'typebox';
import type { DeadLetter } from './repository.ts';

const Name = Type.String({ maxLength: 128, pattern: '^[^\\u0000]*$' });
const State = Type.Union([Type.Literal('open'), Type.Literal('replayed'), Type.Literal('discarded')], {
  description:
    '`replayed`: given to its consumer again. If it failed again, that is a dead letter of its own',
});
const NullableText = Type.Union([Type.String(), Type.Null()]);

const error = {
  name: Type.String(),
  code: NullableText,
  message: Type.String(),
};
const summary = {
  id: Uuid,
  service: Type.String(),
  consumer: Type.String(),
  subject: Type.String({ description: 'Where the message was published at first' }),
  eventId: Type.Union([Type.String(), Type.Null()], { description: 'null if the message was no event' }),
  attempts: Type.Integer(),
  failedAt: Timestamp,
  state: State,
  replays: Type.Integer({ description: 'How often it was replayed' }),
  settledAt: Type.Union([Timestamp, Type.Null()]),
  settledBy: Type.Union([Type.String(), Type.Null()], {
    description: 'The client that replayed or discarded it',
  }),
  replayOf: Type.Union([Uuid, Type.Null()], { description: 'The dead letter whose replay failed again' }),
};
export const DeadLetterSummary = Type.Object({ ...summary, error: Type.Object(error) });
export const DeadLetterDetail = Type.Object({
  ...summary,
  error: Type.Object({ ...error, stack: NullableText }),
  stream: Type.String(),
  streamSequence: Type.Integer(),
  messageId: NullableText,
  headers: Type.Record(Type.String(), Type.String()),
  payload: Type.String({ description: 'The message as it came' }),
});

export const DeadLetterQuery = Type.Object({
  service: Type.Optional(Name),
  consumer: Type.Optional(Name),
  state: Type.Optional(State),
  limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
  cursor: Type.Optional(Type.String({ format: 'uuid', description: '`nextCursor` of the page before' })),
});

export const summaryOf = (letter: DeadLetter): Static<typeof DeadLetterSummary> => ({
  id: letter.id,
  service: letter.service,
  consumer: letter.consumer,
  subject: letter.subject,
  eventId: letter.eventId,
  attempts: letter.attempts,
  failedAt: letter.failedAt.toISOString(),
  state: letter.state,
  replays: letter.replays,
  settledAt: letter.settledAt?.toISOString() ?? null,
  settledBy: letter.settledBy,
  replayOf: letter.replayOf,
  error: { name: letter.errorName, code: letter.errorCode, message: letter.errorMessage },
});

export function detailOf(letter: DeadLetter): Static<typeof DeadLetterDetail> {
  const { error, ...rest } = summaryOf(letter);
  return {
    ...rest,
    error: { ...error, stack: letter.errorStack },
    stream: letter.stream,
    streamSequence: letter.streamSequence,
    messageId: letter.messageId,
    headers: letter.headers,
    payload: letter.payload.toString(),
  };
}
