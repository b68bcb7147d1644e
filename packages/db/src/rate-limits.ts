import { index, integer, type PgSchema, text, timestamp } from 'drizzle-orm/pg-core';

/** Requests of the present minute, counted by all replicas of a service together. */
export const rateLimitsTable = (schema: PgSchema) =>
  schema.table(
    'rate_limits',
    {
      /** The caller, and what is limited. */
      key: text().primaryKey(),
      hits: integer().notNull(),
      endsAt: timestamp('ends_at', { withTimezone: true }).notNull(),
    },
    (table) => [index('rate_limits_ends_at').on(table.endsAt)],
  );
