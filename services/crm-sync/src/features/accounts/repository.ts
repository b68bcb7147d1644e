import type { Queryable } from '@postbus/db';
import { accountCollections, accounts } from '@postbus/db/crm-sync';
import { and, eq, inArray, type SQL } from 'drizzle-orm';
import { type Page, type Sorting, sortedPage } from '../../paging/sorted-page.ts';
import { differsFromExcluded, excludedColumns } from '../../projection/excluded-columns.ts';

export type Account = typeof accounts.$inferSelect;

/** An account with what was last measured of it; null until it was. */
export interface AccountWithFigures {
  account: Account;
  figures: {
    followers: number | null;
    following: number | null;
    likes: number | null;
    videos: number | null;
    measuredAt: Date | null;
  } | null;
}

/**
 * Writes the rows as they have to be, and gives the ids of those that were otherwise. The caller holds the accounts'
 * newest events.
 */
export async function saveAccounts(tx: Queryable, rows: Account[]): Promise<string[]> {
  if (rows.length === 0) return [];
  const changed = await tx
    .insert(accounts)
    .values(rows)
    .onConflictDoUpdate({
      target: accounts.id,
      set: excludedColumns(accounts),
      setWhere: differsFromExcluded(accounts),
    })
    .returning({ id: accounts.id });
  return changed.map(({ id }) => id);
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
  createdAt: { id: accounts.id, time: null, positionOf: ({ account: { id } }) => ({ id, time: null }) },
  connectedAt: {
    id: accounts.id,
    time: accounts.connectedAt,
    positionOf: ({ account: { id, connectedAt } }) => ({ id, time: connectedAt }),
  },
  updatedAt: {
    id: accounts.id,
    time: accounts.updatedAt,
    positionOf: ({ account: { id, updatedAt } }) => ({ id, time: updatedAt }),
  },
} satisfies Record<string, Sorting<AccountWithFigures>>;

/** One page of the workspace's accounts that match every given filter. */
export async function listAccounts(
  db: Queryable,
  workspaceId: string,
  filter: AccountFilter,
  page: Page<AccountWithFigures>,
): Promise<AccountWithFigures[]> {
  const { after, orderBy, limit } = sortedPage(page);
  const matching = and(
    eq(accounts.workspaceId, workspaceId),
    filter.status === undefined ? undefined : eq(accounts.status, filter.status),
    filter.platform === undefined ? undefined : eq(accounts.platform, filter.platform),
    filter.userId === undefined ? undefined : eq(accounts.userId, filter.userId),
    filter.openId === undefined ? undefined : eq(accounts.openId, filter.openId),
    filter.username === undefined ? undefined : eq(accounts.username, filter.username),
    after,
  );
  return await selectAccounts(db, matching)
    .orderBy(...orderBy)
    .limit(limit);
}

/** The account, if it is in this workspace. */
export async function findAccount(
  db: Queryable,
  workspaceId: string,
  id: string,
): Promise<AccountWithFigures | null> {
  const [account] = await selectAccounts(db, and(eq(accounts.workspaceId, workspaceId), eq(accounts.id, id)));
  return account ?? null;
}

/** The accounts with these ids, whatever their workspace. */
export async function readAccounts(db: Queryable, ids: string[]): Promise<AccountWithFigures[]> {
  return ids.length === 0 ? [] : await selectAccounts(db, inArray(accounts.id, ids));
}

const selectAccounts = (db: Queryable, where: SQL | undefined) =>
  db
    .select({
      account: accounts,
      figures: {
        followers: accountCollections.followers,
        following: accountCollections.following,
        likes: accountCollections.likes,
        videos: accountCollections.videos,
        measuredAt: accountCollections.measuredAt,
      },
    })
    .from(accounts)
    .leftJoin(accountCollections, eq(accountCollections.accountId, accounts.id))
    .where(where);
