import { Timestamp, Uuid } from '@postbus/contracts';
import { type Static, type TSchema, Type } from 'typebox';
import type { Attempt, DeliveryWithEvent } from './repository.ts';

const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

export const DeliveryStatus = Type.Union(
  [Type.Literal('pending'), Type.Literal('sending'), Type.Literal('succeeded'), Type.Literal('failed')],
  { description: 'pending: waits for its time. failed: is not tried again' },
);

const AttemptItem = Type.Object({
  number: Type.Integer(),
  url: Type.String(),
  startedAt: Timestamp,
  latencyMs: nullable(
    Type.Integer({ description: 'null while it is under way, or when its process ended in the middle' }),
  ),
  statusCode: nullable(Type.Integer()),
  responseBody: nullable(Type.String({ description: 'The first KiB' })),
  error: nullable(
    Type.Object({
      code: Type.String({
        description:
          'unexpected_status, redirect_not_followed, timeout, address_refused or connection_failed',
      }),
      message: Type.String(),
    }),
  ),
});

export const DeliveryItem = Type.Object({
  deliveryId: Uuid,
  endpointId: Uuid,
  eventType: Type.String(),
  status: DeliveryStatus,
  isTest: Type.Boolean(),
  resendOf: nullable(Uuid),
  failures: Type.Integer({ description: 'Tries that the endpoint did not take' }),
  nextAttemptAt: nullable(Timestamp),
  createdAt: Timestamp,
  endedAt: nullable(Timestamp),
  request: Type.Object({
    webhookId: Uuid,
    body: Type.String({ description: 'The event, as it is sent' }),
  }),
  attempts: Type.Array(AttemptItem),
});

const attemptItem = (attempt: Attempt): Static<typeof AttemptItem> => ({
  number: attempt.number,
  url: attempt.url,
  startedAt: attempt.startedAt.toISOString(),
  latencyMs: attempt.latencyMs,
  statusCode: attempt.statusCode,
  responseBody: attempt.responseBody,
  error: attempt.errorCode === null ? null : { code: attempt.errorCode, message: attempt.errorMessage ?? '' },
});

export const deliveryItem = (
  delivery: DeliveryWithEvent,
  attempts: readonly Attempt[],
): Static<typeof DeliveryItem> => ({
  deliveryId: delivery.id,
  endpointId: delivery.endpointId,
  eventType: delivery.eventType,
  status: delivery.status,
  isTest: delivery.isTest,
  resendOf: delivery.resendOf,
  failures: delivery.failures,
  nextAttemptAt: delivery.status === 'pending' ? (delivery.dueAt?.toISOString() ?? null) : null,
  createdAt: delivery.createdAt.toISOString(),
  endedAt: delivery.endedAt?.toISOString() ?? null,
  request: { webhookId: delivery.eventId, body: delivery.body },
  attempts: attempts.filter(({ deliveryId }) => deliveryId === delivery.id).map(attemptItem),
});
