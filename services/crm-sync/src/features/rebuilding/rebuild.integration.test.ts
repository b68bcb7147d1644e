import type { Database } from '@postbus/db';
import { accountCollections, accounts, outbox, tiktokPosts } from '@postbus/db/crm-sync';
import { createTestDatabase, type TestDatabase } from '@postbus/testing';
import { eq, inArray, sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accountEvent, postEvent } from '../../testing/events.ts';
import { takeAccount } from '../../testing/project.ts';
import { saveVideos } from '../collection/save-videos.ts';
import { projectPosts } from '../posts/project-post.ts';
import { findCheckpoint } from './checkpoint.ts';
import { rebuild } from './rebuild.ts';

const accountCount = 40;
/** `REBUILD_POSTS=100000` for a large rebuild, run by hand. */
const postCount = Number(process.env.REBUILD_POSTS ?? 2000);
/** Events that come at the same time are projected together, as the consumer does; the more there are. */
const eventsAtOnce = Math.ceil(postCount / 2000);
/** Rows in one step: enough steps to be interrupted between two of them. */
const limit = Math.min(500, Math.ceil(postCount / 20));
const timeout = 180_000 + postCount * 20;
const workspaceId = uuidv7();
const now = new Date('2026-01-05T00:00:00Z');

type Work = (db: Database) => Promise<unknown>;

/** What happens to accounts, publications and posts on TikTok; each is one transaction, and may come in any order. */
const accountIds = Array.from({ length: accountCount }, () => uuidv7());
const accountOf = (index: number): string => accountIds[index % accountCount] ?? '';
const videoOf = (index: number): string => `${7_600_000_000_000_010_000n + BigInt(index)}`;

const versionOfAccount =
  (index: number, version: number): Work =>
  (db) =>
    takeAccount(
      db,
      accountEvent(workspaceId, { accountId: accountOf(index), version, username: `v${version}` }).event,
      now,
    );

const publicationIds = Array.from({ length: postCount }, () => uuidv7());
const fixed = publicationIds.map((publicationId, index) => ({
  publicationId,
  postId: uuidv7(),
  accountId: accountOf(index),
}));
const eventOfPost = (index: number, version: number) =>
  postEvent(workspaceId, {
    ...fixed[index],
    version,
    status: version < 3 ? 'processing' : 'published',
    caption: `Bread ${version} #loaf${index % 7}`,
    platformPostIds: version === 4 ? [videoOf(index)] : [],
    failure: index % 11 ? null : { code: 'x', message: '"quoted" \\ {}', logId: null, retryable: true },
  }).event;

/** A version of each of these posts. */
function versionsOfPosts(of: number[], versionOf: (index: number) => number): Work[] {
  const works: Work[] = [];
  for (let first = 0; first < of.length; first += eventsAtOnce) {
    const events = of.slice(first, first + eventsAtOnce).map((index) => eventOfPost(index, versionOf(index)));
    works.push((db) => db.transaction((tx) => projectPosts(tx, events, now)));
  }
  return works;
}

/** TikTok lists twenty posts: some are publications, some were made elsewhere. */
const list =
  (from: number): Work =>
  (db) => {
    const accountId = accountOf(from);
    const videos = Array.from({ length: 20 }, (_, step) => {
      const index = from + step * accountCount;
      return {
        id: videoOf(index),
        title: `Seen ${index} #seen`,
        createTime: 1_767_500_000,
        viewCount: index,
      };
    });
    return db.transaction(async (tx) => {
      // As the collector does.
      await tx
        .select()
        .from(accountCollections)
        .where(eq(accountCollections.accountId, accountId))
        .for('update');
      await saveVideos(tx, { accountId, workspaceId, videos, now, random: () => 0.5 });
    });
  };

const indexes = Array.from({ length: postCount }, (_, index) => index);
const before: Work[] = [
  ...accountIds.map((_, index) => versionOfAccount(index, 1)),
  ...versionsOfPosts(indexes, (index) => 1 + (index % 2)),
  ...accountIds.slice(0, 20).map((_, index) => list(index)),
];
const during: Work[] = [
  ...accountIds.slice(0, 10).map((_, index) => versionOfAccount(index, 2)),
  ...versionsOfPosts(
    indexes.filter((index) => index % 3 === 0),
    (index) => 3 + (index % 2),
  ),
  // Late and repeated ones.
  ...versionsOfPosts(
    indexes.filter((index) => index % 5 === 0),
    () => 1,
  ),
  ...accountIds.slice(10, 30).map((_, offset) => list(10 + offset)),
  ...accountIds.slice(0, 5).map((_, offset) => list(offset + 30 * accountCount)),
];

async function runAll(db: Database, works: Work[], atOnce: number): Promise<void> {
  const queue = works.values();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const work of queue) await work(db);
    }),
  );
}

/** Every row as PostgreSQL prints it, byte by byte. */
async function dump(db: Database): Promise<string[]> {
  const rows = await db.execute<{ row: string }>(sql`
    select 'account ' || t::text as row from ${accounts} as t
    union all select 'post ' || t::text from ${tiktokPosts} as t order by 1`);
  return rows.map(({ row }) => row);
}

describe('a rebuild of the CRM tables', { timeout }, () => {
  let live: TestDatabase;
  let reference: TestDatabase;
  beforeAll(async () => {
    [live, reference] = await Promise.all([createTestDatabase('crm-sync'), createTestDatabase('crm-sync')]);
  });
  afterAll(async () => {
    await live.close();
    await reference.close();
  });

  /** What no event would ever do. */
  async function damage(db: Database): Promise<void> {
    const some = (nth: number) => publicationIds.filter((_, index) => index % 10 === nth);
    await db.delete(tiktokPosts).where(inArray(tiktokPosts.id, some(0)));
    await db
      .update(tiktokPosts)
      .set({ caption: 'wrong', version: 99 })
      .where(inArray(tiktokPosts.id, some(1)));
    await db
      .update(tiktokPosts)
      .set({ hashtags: [], updatedAt: new Date(0) })
      .where(inArray(tiktokPosts.id, some(2)));
    await db
      .update(tiktokPosts)
      .set({ source: 'tiktok' })
      .where(inArray(tiktokPosts.id, some(3)));
    await db.execute(sql`delete from ${tiktokPosts} where source = 'tiktok' and publication_id is null and id < (
      select percentile_disc(0.5) within group (order by id) from ${tiktokPosts} where publication_id is null)`);
    const [row] = await db.select().from(tiktokPosts).limit(1);
    if (!row) throw new Error('there are no posts');
    for (const source of ['postbus', 'tiktok'] as const)
      await db.insert(tiktokPosts).values({ ...row, id: uuidv7(), publicationId: null, source });
    await db.delete(accounts).where(inArray(accounts.id, accountIds.slice(0, 5)));
    await db
      .update(accounts)
      .set({ username: null })
      .where(inArray(accounts.id, accountIds.slice(5, 9)));
    const [account] = await db.select().from(accounts).limit(1);
    if (account) await db.insert(accounts).values({ ...account, id: uuidv7() });
  }

  test('of damaged tables, interrupted and gone on with, ends byte-identical while events are projected', async () => {
    await runAll(reference.db, [...before, ...during], 4);
    await runAll(live.db, before, 4);
    await damage(live.db);

    const startedAt = performance.now();
    const secondsSince = () => ((performance.now() - startedAt) / 1000).toFixed(1);
    let trafficSeconds = '';
    const traffic = runAll(live.db, during, 3).then(() => {
      trafficSeconds = secondsSince();
    });
    let steps = 0;
    const interruption = new AbortController();
    const first = await rebuild({
      db: live.db,
      now: () => now,
      limit,
      signal: interruption.signal,
      onProgress: () => {
        steps += 1;
        if (steps === 9) interruption.abort();
      },
    });
    expect(first).toMatchObject({ isFinished: false });
    expect(await findCheckpoint(live.db)).toMatchObject({ stage: 'posts', checked: first.checked });

    const told: string[] = [];
    const outcome = await rebuild({
      db: live.db,
      now: () => now,
      limit,
      onProgress: ({ stage, isOver }) => told.push(`${stage} ${isOver ? 'over' : 'on'}`),
    });
    const rebuildSeconds = secondsSince();
    await traffic;
    console.log(
      `rebuilt ${postCount} posts in ${rebuildSeconds} s while ${during.length} transactions of traffic came in ${trafficSeconds} s; ` +
        `${outcome.checked} rows looked at, ${outcome.repaired} put right`,
    );
    expect(outcome.isFinished).toBe(true);
    expect(outcome.repaired).toBeGreaterThan(500);
    expect(told).toEqual(
      expect.arrayContaining(['posts on', 'posts over', 'outside posts over', 'stray posts over']),
    );
    expect(await findCheckpoint(live.db)).toBeNull();

    const rows = await dump(live.db);
    expect(rows.filter((row) => row.includes(',tiktok,')).length).toBeGreaterThan(100);
    expect(rows).toEqual(await dump(reference.db));
  });

  test('of tables that are as they should be changes nothing and tells of nothing', async () => {
    const rows = await dump(live.db);
    const events = await live.db.$count(outbox);
    expect(await rebuild({ db: live.db, now: () => now })).toMatchObject({ isFinished: true, repaired: 0 });
    expect(await dump(live.db)).toEqual(rows);
    expect(await live.db.$count(outbox)).toBe(events);
  });

  test('of empty tables makes all of them again, and tells of each row', async () => {
    const rows = await dump(live.db);
    await live.db.delete(tiktokPosts);
    await live.db.delete(accounts);
    await live.db.delete(outbox);
    const { repaired } = await rebuild({ db: live.db, now: () => now });
    // A post that a publication became is made by neither of them twice.
    expect(repaired).toBe(rows.length);
    expect(await dump(live.db)).toEqual(rows);
    expect(await live.db.$count(outbox)).toBe(rows.length);
  });

  test('by two processes at once is one rebuild', async () => {
    const rows = await dump(live.db);
    await live.db.delete(tiktokPosts);
    const outcomes = await Promise.all([1, 2].map(() => rebuild({ db: live.db, now: () => now, limit: 50 })));
    expect(outcomes.map(({ isFinished }) => isFinished)).toEqual([true, true]);
    expect(await dump(live.db)).toEqual(rows);
  });
});
