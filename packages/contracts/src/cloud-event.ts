import { type Static, type TSchema, Type } from 'typebox';

/** A date-time in RFC 3339, always UTC with milliseconds: `2026-10-09T08:15:22.123Z`. */
export const Timestamp = Type.String({ format: 'date-time' });

/** A UUID in lower case. Ids made by Postbus are version 7 and sort by the time they were made. */
export const Uuid = Type.String({ format: 'uuid' });

/**
 * The CloudEvents 1.0 envelope in JSON form, around `data`.
 *
 * Unknown attributes are kept and ignored, so that a producer may add some.
 * Source: https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md
 */
export function cloudEventOf<Data extends TSchema>(type: string, data: Data) {
  return Type.Object({
    specversion: Type.Literal('1.0'),
    id: Uuid,
    source: Type.String({ minLength: 1, description: 'The service that says it, as a path: /uploader' }),
    type: Type.Literal(type),
    subject: Type.String({ minLength: 1, description: 'The id of the thing the event is about' }),
    time: Timestamp,
    datacontenttype: Type.Literal('application/json'),
    workspaceid: Type.Optional(Uuid),
    correlationid: Type.String({ minLength: 1, maxLength: 128 }),
    traceparent: Type.Optional(Type.String()),
    replayid: Type.Optional(
      Type.String({
        format: 'uuid',
        description: 'Set when an event is replayed on purpose: it takes effect once more',
      }),
    ),
    replayof: Type.Optional(
      Type.String({
        format: 'uuid',
        description: 'The id of the event that this one repeats: a new event, which takes effect once more',
      }),
    ),
    data,
  });
}

const AnyCloudEvent = cloudEventOf('', Type.Unknown());

/** The envelope with `data` of type `Data`. */
export type CloudEvent<Data = unknown> = Omit<Static<typeof AnyCloudEvent>, 'data' | 'type'> & {
  type: string;
  data: Data;
};
