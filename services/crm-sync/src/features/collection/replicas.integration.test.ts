import {
  accountCollections,
  displayCalls,
  displayDays,
  displayWindows,
  postMetrics,
} from '@postbus/db/crm-sync';
import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Collecting, startCollecting } from '../../testing/start-collecting.ts';
import { displayPaths } from '../../testing/start-tiktok.ts';

const never = new AbortController().signal;
const creators = 12;

describe('several collectors', () => {
  let around: Collecting;
  beforeAll(async () => {
    around = await startCollecting();
  });
  afterEach(async () => {
    await around.tiktok.clearFaults();
    await around.collect();
    for (const table of [displayCalls, displayDays, displayWindows]) await around.database.db.delete(table);
  });
  afterAll(() => around.close());

  const collectionOf = async (accountId: string) => {
    const [row] = await around.database.db
      .select()
      .from(accountCollections)
      .where(eq(accountCollections.accountId, accountId));
    return row;
  };

  test('collect each account that is due once, however many they are', async () => {
    const postIds: string[] = [];
    for (let index = 0; index < creators; index += 1) {
      await around.connectCreator(`many.${index}`);
      postIds.push(await around.tiktok.post(`many.${index}`));
    }
    await around.tiktok.forget();
    const replicas = Array.from({ length: 4 }, () => around.createReplica());
    const passes = await Promise.all(replicas.map((replica) => around.collect(replica)));
    expect(passes.reduce((sum, count) => sum + count)).toBe(creators);
    expect(await around.tiktok.received(displayPaths.videoList)).toHaveLength(creators);
    for (const postId of postIds) {
      expect(await around.database.db.$count(postMetrics, eq(postMetrics.videoId, postId))).toBe(1);
    }
  });

  test('one that died leaves its account to another when its lease is over, and loses none of the schedule', async () => {
    const { accountId } = await around.connectCreator('orphan');
    const dying = around.createReplica({
      random() {
        throw new Error('the process ends here');
      },
    });
    await around.tiktok.post('orphan');
    await expect(dying.collectNext(never)).rejects.toThrow('the process ends here');
    expect(await around.collect()).toBe(0);
    await around.advance(121);
    expect(await around.collect()).toBe(1);
    expect(await collectionOf(accountId)).toMatchObject({ isBackfilled: true, leaseId: null });
  });

  test('one that was taken for dead and comes back writes nothing', async () => {
    const { accountId } = await around.connectCreator('slow');
    const postId = await around.tiktok.post('slow');
    await around.tiktok.addFault({ path: displayPaths.videoList, kind: 'latency', ms: 1500 });
    const slow = around.createReplica({ leaseMs: 200 }).collectNext(never);
    await around.untilListing();
    await around.advance(1);
    expect(await around.collect()).toBe(1);
    const held = await collectionOf(accountId);
    expect(await slow).toBe(true);
    expect(await collectionOf(accountId)).toEqual(held);
    expect(await around.database.db.$count(postMetrics, eq(postMetrics.videoId, postId))).toBe(1);
  });

  test('never make more calls in a minute than are allowed, all together, and make all of them in the end', async () => {
    for (let index = 0; index < creators; index += 1) await around.connectCreator(`minute.${index}`);
    await around.tiktok.forget();
    const limits = { perMinute: 5, perAccountAndDay: 1000 };
    const replicas = Array.from({ length: 3 }, () => around.createReplica({}, limits));
    const counts: number[] = [];
    for (let minute = 0; minute < 4; minute += 1) {
      await Promise.all(replicas.map((replica) => around.collect(replica)));
      counts.push((await around.tiktok.received(displayPaths.videoList)).length);
      await around.advance(63);
    }
    expect(counts).toEqual([5, 10, 12, 12]);
    expect(await around.tiktok.received(displayPaths.userInfo)).toHaveLength(12);
  });

  test('an account that has used its day waits for the next one', async () => {
    // Not across midnight.
    await around.advance(86_400 - (Math.floor(around.clock() / 1000) % 86_400));
    const { accountId } = await around.connectCreator('daily');
    await around.tiktok.post('daily');
    const replica = around.createReplica({}, { perMinute: 600, perAccountAndDay: 3 });
    for (let tenth = 0; tenth < 4; tenth += 1) {
      await around.collect(replica);
      await around.advance(700);
    }
    const days = await around.database.db
      .select()
      .from(displayDays)
      .where(eq(displayDays.accountId, accountId));
    expect(days).toMatchObject([{ calls: 3 }]);
    const row = await collectionOf(accountId);
    expect(row?.nextDueAt?.toISOString()).toMatch(/T00:00:00.000Z$/);
    expect(row).toMatchObject({ failures: 0, lastError: null });
  });

  test("TikTok's word that a window is full holds for all of them, and is no failure of an account", async () => {
    const { accountId } = await around.connectCreator('limited');
    await around.connectCreator('limited.too');
    await around.tiktok.addFault({ path: displayPaths.videoList, kind: 'rateLimit' });
    await around.tiktok.forget();
    await around.collect();
    await around.collect(around.createReplica());
    expect(await around.tiktok.received(displayPaths.videoList)).toHaveLength(1);
    expect(await collectionOf(accountId)).toMatchObject({
      failures: 0,
      lastError: null,
      isBackfilled: false,
    });
    await around.advance(65);
    await around.collect();
    expect(await collectionOf(accountId)).toMatchObject({ isBackfilled: true });
  });
});
