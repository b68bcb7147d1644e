import type { Queryable } from '@postbus/db';
import { oauthAccounts } from '@postbus/db/auth-gateway';
import { sql } from 'drizzle-orm';

/** An account whose tokens are due. */
export type DueAccount = {
  accountId: string;
  workspaceId: string;
  tokenVersion: number;
};

/** When a claimed account is due again, should its sweep die. Longer than any refresh takes. */
const claimSeconds = 600;

/** Claims accounts that are due, the longest overdue first; no other sweep gets them. Source of the order: the index. */
export const claimDueAccounts = (db: Queryable, now: Date, limit: number): Promise<DueAccount[]> =>
  db.execute<DueAccount>(claimStatement(now, limit));

/** The statement, for whoever wants to see how PostgreSQL goes about it. */
export const claimStatement = (now: Date, limit: number) => sql`
  update ${oauthAccounts} as account
  set refresh_due_at = ${now.toISOString()}::timestamptz + make_interval(secs => ${claimSeconds})
  from (
    select id from ${oauthAccounts}
    where refresh_due_at <= ${now.toISOString()}
    order by refresh_due_at limit ${limit}
    for update skip locked
  ) as due
  where account.id = due.id
  returning account.id as "accountId", account.workspace_id as "workspaceId",
    account.token_version as "tokenVersion"`;
