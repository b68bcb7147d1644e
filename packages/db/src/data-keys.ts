import { type PgSchema, text, timestamp } from 'drizzle-orm/pg-core';

/**
 * The data keys of a service: what its columns are encrypted with, each wrapped by a key that is not in the database.
 */
export const dataKeysTable = (schema: PgSchema) =>
  schema.table('data_keys', {
    /** Part of every ciphertext that was made with it. */
    id: text().primaryKey(),
    /** Which key of the provider wraps it. */
    wrappingKeyId: text('wrapping_key_id').notNull(),
    wrappedKey: text('wrapped_key').notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    /** From then on new ciphertexts are made with it. By then every process has loaded it. */
    activeFrom: timestamp('active_from', { withTimezone: true }).notNull().defaultNow(),
    /** Since when nothing is encrypted with it any more. It is kept for a while, for a process that was late. */
    retiredAt: timestamp('retired_at', { withTimezone: true }),
  });
