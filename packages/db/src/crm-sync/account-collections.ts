import { sql } from 'drizzle-orm';
import { bigint, boolean, index, integer, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { crmSyncSchema } from './schema.ts';

const time = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });
const count = (name: string) => bigint(name, { mode: 'number' });

/** One row for each account whose figures are collected: when it is due, who is at it, and what was seen last. */
export const accountCollections = crmSyncSchema.table(
  'account_collections',
  {
    accountId: uuid('account_id').primaryKey(),
    workspaceId: uuid('workspace_id').notNull(),
    /** When something of the account or of its posts is due; null while the account is not connected. */
    nextDueAt: time('next_due_at'),
    /** When the figures of the account itself are due. */
    figuresDueAt: time('figures_due_at').notNull(),
    /** Who collects just now, and until when nobody else may. Every write of a collector names its lease. */
    leaseId: uuid('lease_id'),
    leaseUntil: time('lease_until'),
    /** Failures in a row. */
    failures: integer().notNull().default(0),
    /** Code of the last failure; null after a success. */
    lastError: text('last_error'),
    /** Where the first reading of all posts goes on, in milliseconds; null at its beginning. */
    backfillCursor: count('backfill_cursor'),
    isBackfilled: boolean('is_backfilled').notNull().default(false),
    /** Every post up to this time was on the list when it was last read to the end of what is new. */
    listedThrough: time('listed_through'),
    followers: count('followers'),
    following: count('following'),
    likes: count('likes'),
    videos: count('videos'),
    measuredAt: time('measured_at'),
  },
  (table) => [
    index('account_collections_due').on(table.nextDueAt).where(sql`${table.nextDueAt} is not null`),
    index('account_collections_workspace').on(table.workspaceId),
  ],
);
