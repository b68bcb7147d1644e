import { date, index, integer, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { crmSyncSchema } from './schema.ts';

/** The calls of the Display API, each with a window of its own. */
export type DisplayEndpoint = 'user_info' | 'video_list' | 'video_query';

const time = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/** One row for each endpoint: whoever takes from its window locks the row. */
export const displayWindows = crmSyncSchema.table('display_windows', {
  endpoint: text().$type<DisplayEndpoint>().primaryKey(),
  /** TikTok itself said that it is full, whatever was counted here. */
  blockedUntil: time('blocked_until'),
});

/** The calls of the last minute. Older rows go with the next one. */
export const displayCalls = crmSyncSchema.table(
  'display_calls',
  {
    id: uuid().primaryKey(),
    endpoint: text().$type<DisplayEndpoint>().notNull(),
    calledAt: time('called_at').notNull(),
  },
  (table) => [index('display_calls_endpoint').on(table.endpoint, table.calledAt)],
);

/** The calls of one account on one day, UTC. */
export const displayDays = crmSyncSchema.table(
  'display_days',
  {
    accountId: uuid('account_id').notNull(),
    day: date({ mode: 'string' }).notNull(),
    calls: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.day] }), index('display_days_day').on(table.day)],
);
