import type { Queryable } from '@postbus/db';
import { accounts } from '@postbus/db/crm-sync';
import { and, eq } from 'drizzle-orm';
import { type Page, type Sorting, sortedPage } from '../../paging/sorted-page.ts';
import { differsFromExcluded, excludedColumns } from '../../projection/excluded-columns.ts';

export type Account = typeof accounts.$inferSelect;

/** Writes the row as it has to be, and says whether it was otherwise. The caller holds the account's newest event. */
export async function saveAccount(tx: Queryable, account: Account): Promise<boolean> {
  const changed = await tx
    .insert(accounts)
    .values(account)
    .onConflictDoUpdate({
      target: accounts.id,
      set: excludedColumns(accounts),
      setWhere: differsFromExcluded(accounts),
    })
    .returning({ id: accounts.id });
  return changed.length > 0;
}

export interface AccountFilter {
  status?: string;
  platform?: string;
  userId?: string;
  openId?: string;
  username?: string;
}

/** What a list of accounts may be sorted by. */
export const accountSortings = {
  createdAt: { id: accounts.id, time: null, positionOf: ({ id }) => ({ id, time: null }) },
  connectedAt: {
    id: accounts.id,
    time: accounts.connectedAt,
    positionOf: ({ id, connectedAt }) => ({ id, time: connectedAt }),
  },
  updatedAt: {
    id: accounts.id,
    time: accounts.updatedAt,
    positionOf: ({ id, updatedAt }) => ({ id, time: updatedAt }),
  },
} satisfies Record<string, Sorting<Account>>;

/** One page of the workspace's accounts that match every given filter. */
export async function listAccounts(
  db: Queryable,
  workspaceId: string,
  filter: AccountFilter,
  page: Page<Account>,
): Promise<Account[]> {
  const { after, orderBy, limit } = sortedPage(page);
  return await db
    .select()
    .from(accounts)
    .where(
      and(
        eq(accounts.workspaceId, workspaceId),
        filter.status === undefined ? undefined : eq(accounts.status, filter.status),
        filter.platform === undefined ? undefined : eq(accounts.platform, filter.platform),
        filter.userId === undefined ? undefined : eq(accounts.userId, filter.userId),
        filter.openId === undefined ? undefined : eq(accounts.openId, filter.openId),
        filter.username === undefined ? undefined : eq(accounts.username, filter.username),
        after,
      ),
    )
    .orderBy(...orderBy)
    .limit(limit);
}

/** The account, if it is in this workspace. */
export async function findAccount(db: Queryable, workspaceId: string, id: string): Promise<Account | null> {
  const [account] = await db
    .select()
    .from(accounts)
    .where(and(eq(accounts.workspaceId, workspaceId), eq(accounts.id, id)));
  return account ?? null;
}
