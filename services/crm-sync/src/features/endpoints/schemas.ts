import { Timestamp, Uuid } from '@postbus/contracts';
import { type Static, type TSchema, Type } from 'typebox';
import type { Endpoint } from './repository.ts';

const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

const Url = Type.String({
  minLength: 1,
  maxLength: 2048,
  description: 'An https address. http and private addresses only for hosts on ENDPOINT_ALLOWED_HOSTS',
});
const EventFilters = Type.Array(Type.String({ minLength: 1, maxLength: 200 }), {
  minItems: 1,
  maxItems: 50,
  description:
    'Compared with the type of an event (`post.status`) and its topic (`post.status.tiktok.published`). `*` stands for one part, `>` at the end for one or more',
});
const Description = nullable(Type.String({ maxLength: 500 }));

export const NewEndpoint = Type.Object({
  url: Url,
  events: Type.Optional(EventFilters),
  description: Type.Optional(Description),
});

export const EndpointChanges = Type.Object({
  url: Type.Optional(Url),
  events: Type.Optional(EventFilters),
  description: Type.Optional(Description),
});

export const Rotation = Type.Object({
  overlapHours: Type.Integer({
    minimum: 0,
    maximum: 168,
    default: 24,
    description: 'How long the secret before goes on signing beside the new one',
  }),
});

export const EndpointItem = Type.Object({
  endpointId: Uuid,
  url: Type.String(),
  description: Description,
  events: Type.Array(Type.String()),
  status: Type.Union([Type.Literal('enabled'), Type.Literal('disabled')]),
  disabledReason: nullable(
    Type.Union([Type.Literal('by_hand'), Type.Literal('gone'), Type.Literal('failing')], {
      description:
        'gone: it answered with 410. failing: it took nothing for as long as the tries of a delivery last, 27 h 35 min',
    }),
  ),
  disabledAt: nullable(Timestamp),
  failingSince: nullable(Timestamp),
  pausedUntil: nullable(Timestamp),
  previousSecretExpiresAt: nullable(Timestamp),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});

export const EndpointWithSecret = Type.Object({
  ...EndpointItem.properties,
  secret: Type.String({ description: 'What signatures are verified with. Shown this once' }),
});

export const endpointItem = (endpoint: Endpoint): Static<typeof EndpointItem> => ({
  endpointId: endpoint.id,
  url: endpoint.url,
  description: endpoint.description,
  events: endpoint.events,
  status: endpoint.disabledAt === null ? 'enabled' : 'disabled',
  disabledReason: endpoint.disabledReason,
  disabledAt: endpoint.disabledAt?.toISOString() ?? null,
  failingSince: endpoint.failingSince?.toISOString() ?? null,
  pausedUntil: endpoint.pausedUntil?.toISOString() ?? null,
  previousSecretExpiresAt: endpoint.previousSecretExpiresAt?.toISOString() ?? null,
  createdAt: endpoint.createdAt.toISOString(),
  updatedAt: endpoint.updatedAt.toISOString(),
});
