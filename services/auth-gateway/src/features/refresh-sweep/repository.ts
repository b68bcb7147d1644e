import type { Queryable } from '@postbus/db';
import { oauthAccounts } from '@postbus/db/auth-gateway';
import { sql } from 'drizzle-orm';

/** An account whose tokens are due. */
export type DueAccount = {
  accountId: string;
  workspaceId: string;
  tokenVersion: number;
  /** As PostgreSQL writes it, to the microsecond. */
  dueAt: string;
};

/**
 * Accounts that are due, the longest overdue first, behind one that was looked at before. Nothing is written: the lease
 * in the account's row decides who refreshes.
 */
export const listDueAccounts = (
  db: Queryable,
  page: { now: Date; after: DueAccount | undefined; limit: number },
): Promise<DueAccount[]> => db.execute<DueAccount>(dueStatement(page));

/** The statement, for whoever wants to see how PostgreSQL goes about it. */
export function dueStatement({
  now,
  after,
  limit,
}: {
  now: Date;
  after: DueAccount | undefined;
  limit: number;
}) {
  const behind = after
    ? sql`and (refresh_due_at, id) > (${after.dueAt}::timestamptz, ${after.accountId}::uuid)`
    : sql``;
  return sql`
    select id as "accountId", workspace_id as "workspaceId", token_version as "tokenVersion",
      refresh_due_at::text as "dueAt"
    from ${oauthAccounts}
    where refresh_due_at <= ${now.toISOString()} ${behind}
    order by refresh_due_at, id limit ${limit}`;
}
