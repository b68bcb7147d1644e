import { type Static, type TSchema, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { v7 as uuidv7 } from 'uuid';
import { type CloudEvent, cloudEventOf } from './cloud-event.ts';
import type { ServiceName, StreamName } from './streams.ts';

/** What is said about an event once, in its own file. */
export interface EventDeclaration<Data extends TSchema> {
  /** The CloudEvents type: `post.status`. A breaking change is a new type that ends in `.v2`. */
  type: string;
  owner: ServiceName;
  stream: StreamName;
  description: string;
  /** The subject pattern, for documents and permissions: `post.status.<platform>.<status>.<workspace>`. */
  subjectPattern: string;
  /** The subject that one event is published on. */
  subject(event: CloudEvent<Static<Data>>): string;
  data: Data;
}

/** What a caller gives to make an event; the envelope is filled in. */
export interface EventInput<Data> {
  /** The id of the thing the event is about. */
  subject: string;
  workspaceId?: string;
  correlationId: string;
  traceparent?: string;
  data: Data;
  /** Defaults to now. */
  time?: Date;
  /** Defaults to a new UUIDv7. */
  id?: string;
}

/** An event ready for an outbox: its NATS subject and its envelope. */
export interface AddressedEvent<Data = unknown> {
  subject: string;
  event: CloudEvent<Data>;
}

/** Raised when an event does not fit its schema. Names paths only, never values: they may be personal. */
export class InvalidEventError extends Error {
  override readonly name = 'InvalidEventError';
  readonly code = 'event_invalid';
  constructor(type: string, paths: string[]) {
    super(`event ${type} does not fit its schema at ${paths.join(', ') || '/'}`);
  }
}

/**
 * Declares an event: its schema, its subject and its constructor in one value.
 *
 * `create` fills in the envelope and checks it; `parse` checks one that came over the bus and keeps unknown fields.
 * Both raise {@link InvalidEventError}.
 */
export function defineEvent<Data extends TSchema>(declaration: EventDeclaration<Data>) {
  type Payload = Static<Data>;
  const schema = cloudEventOf(declaration.type, declaration.data);
  const validator = Compile(schema as TSchema);

  const parse = (value: unknown): CloudEvent<Payload> => {
    if (validator.Check(value)) return value as CloudEvent<Payload>;
    const paths = validator.Errors(value).map((error) => error.instancePath || '/');
    throw new InvalidEventError(declaration.type, [...new Set(paths)]);
  };

  const create = (input: EventInput<Payload>): AddressedEvent<Payload> => {
    const event = parse({
      specversion: '1.0',
      id: input.id ?? uuidv7(),
      source: `/${declaration.owner}`,
      type: declaration.type,
      subject: input.subject,
      time: (input.time ?? new Date()).toISOString(),
      datacontenttype: 'application/json',
      ...(input.workspaceId && { workspaceid: input.workspaceId }),
      correlationid: input.correlationId,
      ...(input.traceparent && { traceparent: input.traceparent }),
      data: input.data,
    });
    return { subject: declaration.subject(event), event };
  };

  return { ...declaration, schema, parse, create };
}

/** Any declared event, whatever its data. */
export type AnyEventDefinition = Omit<ReturnType<typeof defineEvent<TSchema>>, 'subject' | 'create'>;

/** The platforms that accounts belong to. */
export const Platform = Type.Union([Type.Literal('tiktok')]);
