import { bigint, jsonb, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { crmSyncSchema } from './schema.ts';

/**
 * The newest event of every account and publication, whole. It is what the projection is made from: whoever projects
 * locks the row here first, and the tables can be made anew from these rows at any time, however old they are.
 */
export const newestEvents = crmSyncSchema.table(
  'newest_events',
  {
    kind: text().$type<'account' | 'post'>().notNull(),
    /** The account, or the publication. */
    subjectId: uuid('subject_id').notNull(),
    workspaceId: uuid('workspace_id').notNull(),
    version: bigint({ mode: 'number' }).notNull(),
    /** The CloudEvents envelope, with fields that this version does not know. */
    event: jsonb().notNull(),
    recordedAt: timestamp('recorded_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.kind, table.subjectId] })],
);

/** How far rebuilds of the projection have come. A row is there while one is unfinished. */
export const rebuilds = crmSyncSchema.table('rebuilds', {
  /** There is one at a time. */
  name: text().primaryKey(),
  /** What is being gone through. */
  stage: text().notNull(),
  /** The last key that was dealt with in this stage; null at its beginning. */
  position: text(),
  /** How many rows of this stage were looked at so far. */
  stageChecked: bigint('stage_checked', { mode: 'number' }).notNull().default(0),
  /** How many rows were looked at so far, and how many were not as they should be. */
  checked: bigint({ mode: 'number' }).notNull().default(0),
  repaired: bigint({ mode: 'number' }).notNull().default(0),
  startedAt: timestamp('started_at', { withTimezone: true }).notNull().defaultNow(),
});
