import { accountCollections, postMetrics } from '@postbus/db/crm-sync';
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
    around.authGateway.displayCallsLeft = Number.POSITIVE_INFINITY;
    await around.advance(61);
    await around.collect();
    await around.tiktok.forget();
    around.authGateway.displayCalls.length = 0;
    around.authGateway.displayRefusals.length = 0;
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

  test('make only calls that auth-gateway has counted, all together, and make all of them in the end', async () => {
    for (let index = 0; index < creators; index += 1) await around.connectCreator(`minute.${index}`);
    const replicas = Array.from({ length: 3 }, () => around.createReplica());
    const made = async () => ({
      lists: (await around.tiktok.received(displayPaths.videoList)).length,
      profiles: (await around.tiktok.received(displayPaths.userInfo)).length,
    });
    around.authGateway.displayCallsLeft = 7;
    await Promise.all(replicas.map((replica) => around.collect(replica)));
    const { lists, profiles } = await made();
    expect(lists + profiles).toBe(7);
    expect(around.authGateway.displayCalls).toHaveLength(7);
    around.authGateway.displayCallsLeft = Number.POSITIVE_INFINITY;
    await around.advance(61);
    await Promise.all(replicas.map((replica) => around.collect(replica)));
    expect((await made()).profiles).toBe(creators);
    expect(around.authGateway.displayCalls).toHaveLength(
      await made().then((all) => all.lists + all.profiles),
    );
  });

  test('that get no call let the account wait for as long as they are told, and that is no failure of it', async () => {
    const { accountId } = await around.connectCreator('waiting');
    around.authGateway.displayCallsLeft = 0;
    await around.collect();
    const row = await collectionOf(accountId);
    expect(row).toMatchObject({ failures: 0, lastError: null, isBackfilled: false, leaseId: null });
    expect(((row?.nextDueAt?.getTime() ?? 0) - around.clock()) / 1000).toBeCloseTo(60, -1);
    for (const path of Object.values(displayPaths)) expect(await around.tiktok.received(path)).toEqual([]);
  });

  test("pass TikTok's word that a window is full on to all others, and it is no failure of an account", async () => {
    const { accountId } = await around.connectCreator('limited');
    await around.tiktok.addFault({ path: displayPaths.videoList, kind: 'rateLimit' });
    await around.collect();
    expect(around.authGateway.displayRefusals).toEqual(['video_list']);
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
