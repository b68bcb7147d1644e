import { date, index, integer, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { authGatewaySchema } from './schema.ts';

/** The calls of the Display API, each with a window of its own. */
export type DisplayEndpoint = 'user_info' | 'video_list' | 'video_query';

const time = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/** One row for each platform app and endpoint: whoever takes from its window locks the row. */
export const displayWindows = authGatewaySchema.table(
  'display_windows',
  {
    clientKey: text('client_key').notNull(),
    endpoint: text().$type<DisplayEndpoint>().notNull(),
    /** TikTok itself said that it is full, whatever was counted here. */
    blockedUntil: time('blocked_until'),
  },
  (table) => [primaryKey({ columns: [table.clientKey, table.endpoint] })],
);

/** Calls that may be made just now, or that TikTok may still count. Older rows go with the next one. */
export const displayCalls = authGatewaySchema.table(
  'display_calls',
  {
    id: uuid().primaryKey(),
    clientKey: text('client_key').notNull(),
    endpoint: text().$type<DisplayEndpoint>().notNull(),
    countsUntil: time('counts_until').notNull(),
  },
  (table) => [index('display_calls_window').on(table.clientKey, table.endpoint, table.countsUntil)],
);

/** The calls of one account on one day, UTC. */
export const displayDays = authGatewaySchema.table(
  'display_days',
  {
    accountId: uuid('account_id').notNull(),
    day: date({ mode: 'string' }).notNull(),
    calls: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.day] }), index('display_days_day').on(table.day)],
);
