import { index, uuid } from 'drizzle-orm/pg-core';
import { bytea } from '../bytea.ts';
import { webhookIngestSchema } from './schema.ts';

/**
 * Which webhooks were taken in. Written in one statement with `webhook_events`, which is partitioned and so cannot have a
 * unique key of its own over all months. A key outlives its webhook: whatever may still come again is known.
 */
export const webhookKeys = webhookIngestSchema.table(
  'webhook_keys',
  {
    /** SHA-256 over what makes two deliveries the same webhook: `external_id` of the webhook, as bytes. */
    externalId: bytea('external_id').primaryKey(),
    /** The webhook that was stored. Sorts by the time it was taken in, so that old keys are found. */
    webhookEventId: uuid('webhook_event_id').notNull(),
  },
  (table) => [index('webhook_keys_webhook_event_id').on(table.webhookEventId)],
);
