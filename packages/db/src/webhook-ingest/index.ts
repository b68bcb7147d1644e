export { type DeadLetterState, deadLetters } from './dead-letters.ts';
export { idempotencyKeys } from './idempotency-keys.ts';
export { webhookIngestSchema } from './schema.ts';
export { type SigningSecret, webhookEvents } from './webhook-events.ts';
export { webhookKeys } from './webhook-keys.ts';
