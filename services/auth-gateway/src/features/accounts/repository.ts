import type { Queryable } from '@postbus/db';
import { oauthAccounts } from '@postbus/db/auth-gateway';
import { and, asc, eq, gt, inArray, isNull, or, sql } from 'drizzle-orm';
import type { Account } from './account.ts';

/** An account within a workspace: the only way by which a request may name one. */
export interface AccountKey {
  workspaceId: string;
  accountId: string;
}

/** One creator in one workspace and platform app. */
export type CreatorKey = Pick<Account, 'workspaceId' | 'platform' | 'clientKey' | 'openId'>;

const within = ({ workspaceId, accountId }: AccountKey) =>
  and(eq(oauthAccounts.id, accountId), eq(oauthAccounts.workspaceId, workspaceId));

export async function findAccount(db: Queryable, key: AccountKey): Promise<Account | null> {
  const [account] = await db.select().from(oauthAccounts).where(within(key));
  return account ?? null;
}

/** The same, and until the transaction ends nobody else changes it. */
export async function lockAccount(tx: Queryable, key: AccountKey): Promise<Account | null> {
  const [account] = await tx.select().from(oauthAccounts).where(within(key)).for('update');
  return account ?? null;
}

export async function lockAccountOfCreator(tx: Queryable, key: CreatorKey): Promise<Account | null> {
  const [account] = await tx
    .select()
    .from(oauthAccounts)
    .where(
      and(
        eq(oauthAccounts.workspaceId, key.workspaceId),
        eq(oauthAccounts.platform, key.platform),
        eq(oauthAccounts.clientKey, key.clientKey),
        eq(oauthAccounts.openId, key.openId),
      ),
    )
    .for('update');
  return account ?? null;
}

/** The accounts of one creator in all workspaces, locked; always in the same order, so that two callers cannot block each other. */
export function lockAccountsOfCreator(
  tx: Queryable,
  { platform, clientKey, openId }: Omit<CreatorKey, 'workspaceId'>,
): Promise<Account[]> {
  return tx
    .select()
    .from(oauthAccounts)
    .where(
      and(
        eq(oauthAccounts.platform, platform),
        eq(oauthAccounts.clientKey, clientKey),
        eq(oauthAccounts.openId, openId),
      ),
    )
    .orderBy(asc(oauthAccounts.id))
    .for('update');
}

export interface AccountFilter {
  workspaceId: string;
  platform?: Account['platform'];
  userId?: string;
  /** The id of the last account of the page before. */
  after?: string;
  limit: number;
}

export function listAccounts(db: Queryable, filter: AccountFilter): Promise<Account[]> {
  return db
    .select()
    .from(oauthAccounts)
    .where(
      and(
        eq(oauthAccounts.workspaceId, filter.workspaceId),
        filter.platform && eq(oauthAccounts.platform, filter.platform),
        filter.userId === undefined ? undefined : eq(oauthAccounts.userId, filter.userId),
        filter.after === undefined ? undefined : gt(oauthAccounts.id, filter.after),
      ),
    )
    .orderBy(asc(oauthAccounts.id))
    .limit(filter.limit);
}

/** Returns the account, or null if the creator has one already. */
export async function insertAccount(
  tx: Queryable,
  account: typeof oauthAccounts.$inferInsert,
): Promise<Account | null> {
  const [inserted] = await tx.insert(oauthAccounts).values(account).onConflictDoNothing().returning();
  return inserted ?? null;
}

/** Changes an account that this transaction has locked. Every change that others hear of raises the version by one. */
export async function changeAccount(tx: Queryable, id: string, change: Partial<Account>): Promise<Account> {
  const [changed] = await tx
    .update(oauthAccounts)
    .set({ ...change, version: sql`${oauthAccounts.version} + 1` })
    .where(eq(oauthAccounts.id, id))
    .returning();
  if (!changed) throw new Error(`account ${id} is gone`);
  return changed;
}

/**
 * Takes the right to refresh one version of the tokens, or returns null if somebody has it. PostgreSQL's clock decides
 * when a lease is over: the clocks of two processes may differ.
 */
export async function takeLease(
  db: Queryable,
  { id, tokenVersion }: Account,
  lease: { leaseId: string; seconds: number },
): Promise<Account | null> {
  const [leased] = await db
    .update(oauthAccounts)
    .set({ leaseId: lease.leaseId, leaseExpiresAt: sql`now() + make_interval(secs => ${lease.seconds})` })
    .where(
      and(
        eq(oauthAccounts.id, id),
        eq(oauthAccounts.tokenVersion, tokenVersion),
        eq(oauthAccounts.status, 'active'),
        or(isNull(oauthAccounts.leaseId), sql`${oauthAccounts.leaseExpiresAt} < now()`),
      ),
    )
    .returning();
  return leased ?? null;
}

/** Gives a lease back, with what is next. One that somebody else has taken since is left alone. */
export async function releaseLease(
  tx: Queryable,
  { id, leaseId }: { id: string; leaseId: string },
  next: Partial<Account>,
): Promise<void> {
  await tx
    .update(oauthAccounts)
    .set({ ...next, leaseId: null, leaseExpiresAt: null })
    .where(and(eq(oauthAccounts.id, id), eq(oauthAccounts.leaseId, leaseId)));
}

/**
 * Locks the account if the tokens are still those that were refreshed: the fence for a rotated token. An account that
 * another process gave up meanwhile, because these tokens had been used, is still to be saved.
 */
export async function lockForNewTokens(
  tx: Queryable,
  { id, tokenVersion }: Account,
): Promise<Account | null> {
  const [account] = await tx
    .select()
    .from(oauthAccounts)
    .where(
      and(
        eq(oauthAccounts.id, id),
        eq(oauthAccounts.tokenVersion, tokenVersion),
        inArray(oauthAccounts.status, ['active', 'reauth_required']),
      ),
    )
    .for('update');
  return account ?? null;
}

/** Locks the account if this lease still holds it: the fence for giving the account up. */
export async function lockLeased(tx: Queryable, id: string, leaseId: string): Promise<Account | null> {
  const [account] = await tx
    .select()
    .from(oauthAccounts)
    .where(
      and(eq(oauthAccounts.id, id), eq(oauthAccounts.leaseId, leaseId), eq(oauthAccounts.status, 'active')),
    )
    .for('update');
  return account ?? null;
}
