import {
  accountCollections,
  accountMetrics,
  postMetrics,
  tiktokPosts,
  tiktokVideos,
} from '@postbus/db/crm-sync';
import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Collecting, startCollecting } from '../../testing/start-collecting.ts';
import { displayPaths } from '../../testing/start-tiktok.ts';

const hour = 3600;
const day = 24 * hour;

describe('the collecting of figures', () => {
  let around: Collecting;
  beforeAll(async () => {
    around = await startCollecting();
  });
  afterAll(() => around.close());

  const rowsOf = (accountId: string) =>
    around.database.db
      .select()
      .from(tiktokPosts)
      .where(eq(tiktokPosts.accountId, accountId))
      .orderBy(asc(tiktokPosts.id));
  const seriesOf = (videoId: string) =>
    around.database.db
      .select()
      .from(postMetrics)
      .where(eq(postMetrics.videoId, videoId))
      .orderBy(asc(postMetrics.measuredAt));
  const collectionOf = async (accountId: string) => {
    const [row] = await around.database.db
      .select()
      .from(accountCollections)
      .where(eq(accountCollections.accountId, accountId));
    if (!row) throw new Error('the account has no schedule');
    return row;
  };
  const dueInSeconds = async (accountId: string) => {
    const { nextDueAt } = await collectionOf(accountId);
    return nextDueAt && Math.round((nextDueAt.getTime() - around.clock()) / 1000);
  };
  const countCalls = async () => ({
    userInfo: (await around.tiktok.received(displayPaths.userInfo)).length,
    videoList: (await around.tiktok.received(displayPaths.videoList)).length,
    videoQuery: (await around.tiktok.received(displayPaths.videoQuery)).length,
  });

  test('finds the posts that were made outside Postbus, and measures them and the account', async () => {
    const { accountId } = await around.connectCreator('outside.posts');
    const old = await around.tiktok.post('outside.posts', {
      title: 'Old #bread',
      createdSecondsAgo: 90 * day,
    });
    const young = await around.tiktok.post('outside.posts', {
      title: 'Young #Brot',
      createdSecondsAgo: hour,
    });
    await around.tiktok.pin(young, { viewCount: 120, likeCount: 12, commentCount: 3, shareCount: 1 });
    expect(await around.collect()).toBe(1);

    expect(await rowsOf(accountId)).toMatchObject([
      { platformPostIds: [old], source: 'tiktok', caption: 'Old #bread', publicationId: null, mode: null },
      { platformPostIds: [young], source: 'tiktok', status: 'published', hashtags: ['brot'], version: 1 },
    ]);
    expect(await seriesOf(young)).toMatchObject([
      { accountId, views: 120, likes: 12, comments: 3, shares: 1 },
    ]);
    expect(await seriesOf(old)).toHaveLength(1);
    const figures = await around.database.db
      .select()
      .from(accountMetrics)
      .where(eq(accountMetrics.accountId, accountId));
    expect(figures).toMatchObject([{ videos: 2, following: 0 }]);
    expect(await collectionOf(accountId)).toMatchObject({
      videos: 2,
      isBackfilled: true,
      leaseId: null,
      failures: 0,
    });
    expect(await dueInSeconds(accountId)).toBeCloseTo(600, -1);
  });

  test('asks often for young posts and rarely for old ones, and never before something is due', async () => {
    const { accountId } = await around.connectCreator('rhythm');
    const old = await around.tiktok.post('rhythm', { createdSecondsAgo: 90 * day });
    const young = await around.tiktok.post('rhythm', { createdSecondsAgo: hour });
    for (let tenth = 0; tenth < 6 * 6; tenth += 1) {
      await around.collect();
      await around.advance(600);
    }
    // 5 hours every 10 minutes, then every half hour.
    expect((await seriesOf(young)).length).toBeGreaterThanOrEqual(30);
    expect((await seriesOf(young)).length).toBeLessThanOrEqual(34);
    expect(await seriesOf(old)).toHaveLength(1);
    const metrics = await around.database.db
      .select()
      .from(accountMetrics)
      .where(eq(accountMetrics.accountId, accountId));
    expect(metrics.length).toBeGreaterThanOrEqual(5);
    expect(metrics.length).toBeLessThanOrEqual(7);
    await around.collect();
    expect(await around.collect()).toBe(0);
  });

  test('reads a long profile over several passes, each post once, and goes on where it stopped', async () => {
    const { accountId } = await around.connectCreator('long.profile');
    const ids: string[] = [];
    for (let index = 0; index < 245; index += 1)
      ids.push(await around.tiktok.post('long.profile', { createdSecondsAgo: (index + 1) * hour * 7 }));
    await around.tiktok.addFault({ path: displayPaths.videoList, kind: 'status', status: 500, skip: 4 });
    await around.collect();
    expect(await collectionOf(accountId)).toMatchObject({
      isBackfilled: false,
      failures: 1,
      lastError: 'internal_error',
    });
    expect(await rowsOf(accountId)).toHaveLength(80);

    await around.advance(120);
    await around.tiktok.forget();
    expect(await around.collect()).toBeGreaterThan(0);
    expect((await rowsOf(accountId)).flatMap(({ platformPostIds }) => platformPostIds).toSorted()).toEqual(
      ids.toSorted(),
    );
    expect(await collectionOf(accountId)).toMatchObject({ isBackfilled: true, failures: 0, lastError: null });
    // 165 posts are nine pages.
    expect((await countCalls()).videoList).toBe(9);
  });

  test('a post that is removed is noted, asked for once a day, and given up after 30 days', async () => {
    const { accountId } = await around.connectCreator('remover');
    const gone = await around.tiktok.post('remover', { createdSecondsAgo: hour });
    await around.collect();
    await around.tiktok.remove(gone);
    await around.advance(900);
    await around.collect();
    const video = async () =>
      (await around.database.db.select().from(tiktokVideos).where(eq(tiktokVideos.videoId, gone)))[0];
    const missingSince = (await video())?.missingSince;
    expect(missingSince).toBeInstanceOf(Date);
    expect(await seriesOf(gone)).toHaveLength(1);
    expect(await rowsOf(accountId)).toHaveLength(1);
    for (let days = 0; days < 32; days += 1) {
      await around.advance(day);
      await around.collect();
    }
    expect(await video()).toMatchObject({ missingSince, nextDueAt: null });
  });

  test('a token that TikTok refuses is refreshed once, and the question asked again', async () => {
    const { accountId, openId } = await around.connectCreator('expired');
    await around.tiktok.expireTokens(openId);
    const before = around.authGateway.refreshes;
    await around.collect();
    expect(around.authGateway.refreshes).toBe(before + 1);
    expect(await collectionOf(accountId)).toMatchObject({ failures: 0, lastError: null });
  });

  test.each<[string, object, string, number]>([
    ['a 5xx', { kind: 'status', status: 503, code: 'internal_error' }, 'internal_error', 60],
    ['a lost connection', { kind: 'reset' }, 'connection_lost', 60],
    [
      'a lost scope',
      { kind: 'status', status: 401, code: 'scope_not_authorized' },
      'scope_not_authorized',
      day,
    ],
  ])('%s keeps the schedule and tries later', async (name, fault, code, seconds) => {
    const username = `fault.${code}`.slice(0, 24);
    const { accountId } = await around.connectCreator(username);
    await around.tiktok.addFault({ path: displayPaths.videoList, ...fault });
    await around.collect();
    expect(await collectionOf(accountId)).toMatchObject({ failures: 1, lastError: code, leaseId: null });
    expect(await dueInSeconds(accountId), name).toBeCloseTo(seconds, -1);
    await around.advance(seconds + 5);
    await around.collect();
    expect(await collectionOf(accountId)).toMatchObject({ failures: 0, lastError: null, videos: 0 });
  });

  test('an account whose creator has to connect it again rests until an event says that this has happened', async () => {
    const account = await around.connectCreator('reauth');
    const { accountId } = account;
    account.refusal = 'reauth_required';
    await around.collect();
    expect(await collectionOf(accountId)).toMatchObject({ lastError: 'reauth_required' });
    expect(await dueInSeconds(accountId)).toBeCloseTo(day, -1);
    await around.setStatus(accountId, 'reauth_required');
    expect(await dueInSeconds(accountId)).toBeNull();
    await around.advance(3 * day);
    await around.collect();
    expect(await collectionOf(accountId)).toMatchObject({ lastError: 'reauth_required', measuredAt: null });

    delete account.refusal;
    await around.setStatus(accountId, 'active');
    await around.collect();
    expect(await collectionOf(accountId)).toMatchObject({ lastError: null, failures: 0, videos: 0 });
  });

  test('only what the creator granted is asked for', async () => {
    const { accountId } = await around.connectCreator('stingy', ['user.info.basic']);
    await around.tiktok.forget();
    await around.collect();
    expect(await countCalls()).toEqual({ userInfo: 0, videoList: 0, videoQuery: 0 });
    expect(await dueInSeconds(accountId)).toBeCloseTo(6 * hour, -1);
  });

  test('auth-gateway being away costs nothing but time', async () => {
    const { accountId } = await around.connectCreator('unreachable');
    around.authGateway.isDown = true;
    await around.collect();
    around.authGateway.isDown = false;
    expect(await collectionOf(accountId)).toMatchObject({ failures: 1, measuredAt: null });
    await around.advance(120);
    await around.collect();
    expect((await collectionOf(accountId)).measuredAt).not.toBeNull();
  });
});
