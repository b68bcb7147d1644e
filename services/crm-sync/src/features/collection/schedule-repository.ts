import { builtOnce, columnsToInsert, type Given, type Queryable } from '@postbus/db';
import { accountCollections, tiktokVideos } from '@postbus/db/crm-sync';
import { and, gt, inArray, isNull, sql } from 'drizzle-orm';
import type { Account } from '../accounts/repository.ts';
import type { PostRow } from '../posts/post-rows.ts';
import { crmIdOf } from './crm-id.ts';

const connected = new Set(['active', 'refreshing']);

/**
 * Keeps the schedule of an account in step with its state: due at once when it is connected, or connected again after
 * a refusal; at rest while it is not.
 */
export async function followAccount(
  tx: Queryable,
  { id, workspaceId, status }: Account,
  now: Date,
): Promise<void> {
  const isConnected = connected.has(status);
  await tx
    .insert(accountCollections)
    .values({ accountId: id, workspaceId, nextDueAt: isConnected ? now : null, figuresDueAt: now })
    .onConflictDoUpdate({
      target: accountCollections.accountId,
      set: {
        workspaceId,
        nextDueAt: isConnected ? now : null,
        ...(isConnected && { failures: 0, lastError: null }),
      },
      // Most events about an account are a new token. They change nothing here.
      setWhere: isConnected
        ? sql`${accountCollections.nextDueAt} is null or ${accountCollections.lastError} is not null`
        : sql`${accountCollections.nextDueAt} is not null`,
    });
}

/** Gives a schedule to those of the accounts that have none. */
export async function followAccounts(tx: Queryable, accounts: Account[], now: Date): Promise<void> {
  if (accounts.length === 0) return;
  const rows = accounts.map(({ id, workspaceId, status }) => ({
    accountId: id,
    workspaceId,
    nextDueAt: connected.has(status) ? now : null,
    figuresDueAt: now,
  }));
  await tx.insert(accountCollections).values(rows).onConflictDoNothing();
}

const lockSchedules = builtOnce((tx, { accountIds }: Given<{ accountIds: string[] }>) =>
  tx
    .select({ accountId: accountCollections.accountId })
    .from(accountCollections)
    .where(sql`${accountCollections.accountId} = any(${accountIds}::uuid[])`)
    .orderBy(accountCollections.accountId)
    .for('update'),
);

const noteVideos = builtOnce((tx, { rows, now }: Given<{ rows: string; now: string }>) => {
  const news = tx.$with('news').as(
    tx
      .insert(tiktokVideos)
      .select(
        columnsToInsert(tiktokVideos, rows, [
          ...(['accountId', 'workspaceId', 'videoId', 'crmId'] as const),
          ...(['factsChangedAt', 'firstSeenAt', 'nextDueAt'] as const),
        ]),
      )
      .onConflictDoNothing()
      .returning({ accountId: tiktokVideos.accountId }),
  );
  return tx
    .with(news)
    .update(accountCollections)
    .set({ nextDueAt: sql`${now}` })
    .where(
      and(
        inArray(accountCollections.accountId, tx.select({ accountId: news.accountId }).from(news)),
        gt(accountCollections.nextDueAt, sql`${now}`),
        isNull(accountCollections.lastError),
      ),
    );
});

/** Notes the posts that publications became, and has those that are new measured soon. */
export async function followPosts(tx: Queryable, publications: PostRow[], now: Date): Promise<void> {
  const videos = publications.flatMap(({ accountId, workspaceId, platformPostIds }) =>
    platformPostIds.map((videoId) => ({
      accountId,
      workspaceId,
      videoId,
      crmId: crmIdOf(accountId, videoId),
      factsChangedAt: now,
      firstSeenAt: now,
      nextDueAt: now,
    })),
  );
  if (videos.length === 0) return;
  const accountIds = [...new Set(videos.map(({ accountId }) => accountId))];
  const rows = videos.toSorted((a, b) => (a.videoId < b.videoId ? -1 : 1));
  // Sent together and done in this order. First the schedules are locked: a collector that writes posts holds one too.
  await Promise.all([
    lockSchedules(tx, { accountIds }),
    noteVideos(tx, { rows: JSON.stringify(rows), now: now.toISOString() }),
  ]);
}
