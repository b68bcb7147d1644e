import { accountCollections, accountMetrics, postMetrics } from '@postbus/db/crm-sync';
import { eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accountEvent, postEvent } from '../../testing/events.ts';
import { takeAccount, takePost } from '../../testing/project.ts';
import { type RunningCrm, type Surroundings, startCrm, startSurroundings } from '../../testing/start-crm.ts';
import { saveVideos } from '../collection/save-videos.ts';
import { keepPartitions } from './thinning.ts';

const now = new Date('2026-03-31T12:00:00Z');
const hourMs = 3_600_000;
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * hourMs);

const mine = uuidv7();
const accountId = uuidv7();
const publicationId = uuidv7();

/** Posts with their age, caption and views at several ages. */
const posts = [
  // 100 views an hour for two days, then 200.
  {
    id: '7600000000000000101',
    postedHoursAgo: 96,
    title: 'Bread #bread #Baking',
    at: [
      [48, 4800],
      [0, 14_400],
    ],
  },
  // 50 views an hour, measured rarely, and not since 10 hours ago.
  {
    id: '7600000000000000103',
    postedHoursAgo: 500,
    title: '#bread',
    at: [
      [100, 20_000],
      [10, 24_500],
    ],
  },
  // Slows down.
  {
    id: '7600000000000000105',
    postedHoursAgo: 60,
    title: '#paused #ПРИВЕТ',
    at: [
      [48, 0],
      [24, 2400],
      [0, 2640],
    ],
  },
  { id: '7600000000000000107', postedHoursAgo: 30, title: 'no tags', at: [[0, 90_000]] },
] as const;

describe('figures over HTTP', () => {
  let around: Surroundings;
  let crm: RunningCrm;
  const outside = new Map<string, string>();

  beforeAll(async () => {
    around = await startSurroundings();
    await keepPartitions(around.database.db, now);
    crm = await startCrm({ ...around.options, clock: () => now.getTime() });
    const { db } = around.database;
    await takeAccount(db, accountEvent(mine, { accountId }).event);
    const changes = { accountId, publicationId, status: 'published', version: 2 } as const;
    await takePost(
      db,
      postEvent(mine, { ...changes, caption: '#first #second', platformPostIds: [posts[0].id] }).event,
    );
    for (const { id, postedHoursAgo, title, at } of posts) {
      for (const [measuredHoursAgo, viewCount] of at) {
        await db.transaction((tx) =>
          saveVideos(tx, {
            accountId,
            workspaceId: mine,
            now: hoursAgo(measuredHoursAgo),
            random: () => 0.5,
            videos: [
              {
                id,
                title,
                viewCount,
                likeCount: viewCount / 10,
                createTime: hoursAgo(postedHoursAgo).getTime() / 1000,
              },
            ],
          }),
        );
      }
    }
    for (const item of (await get('posts?limit=200')).body.items) outside.set(item.postId, item.id);
    for (const [hours, followers] of [
      [24 * 40, 900],
      [24 * 20, 1000],
      [24 * 20 - 1, 1010],
      [1, 1200],
    ] as const) {
      const measuredAt = hoursAgo(hours);
      const figures = { followers, following: 3, likes: null, videos: 4 };
      await db.insert(accountMetrics).values({ accountId, measuredAt, ...figures });
      await db
        .update(accountCollections)
        .set({ measuredAt, ...figures })
        .where(eq(accountCollections.accountId, accountId));
    }
  });
  afterAll(async () => {
    await crm.close();
    await around.close();
  });

  const get = (path: string, workspaceId = mine, scopes?: string[]) =>
    around.get(`${crm.url}/api/crm/${path}`, workspaceId, scopes);

  test('a post that was made outside Postbus is shown like any other, with what was last measured', async () => {
    const { body } = await get(`posts/${outside.get(posts[2].id)}`);
    expect(body).toMatchObject({
      source: 'tiktok',
      publicationId: null,
      mode: null,
      status: 'published',
      postId: posts[2].id,
      hashtags: ['paused', 'привет'],
      publishedAt: hoursAgo(60).toISOString(),
      figures: { views: 2640, likes: 264, comments: 0, shares: 0, measuredAt: now.toISOString() },
    });
    expect((await get('posts?source=tiktok')).body.items).toHaveLength(3);
    expect((await get(`posts/${publicationId}`)).body).toMatchObject({ figures: { views: 14_400 } });
  });

  test('an account is shown with what was last measured', async () => {
    expect((await get(`accounts/${accountId}`)).body.figures).toEqual({
      followers: 1200,
      following: 3,
      likes: null,
      videos: 4,
      measuredAt: hoursAgo(1).toISOString(),
    });
  });

  test('an account has its last measurement of each day, growth and the engagement with its new posts', async () => {
    const { status, body } = await get(`accounts/${accountId}/metrics`);
    expect(status).toBe(200);
    expect(body.points).toEqual([
      {
        at: '2026-03-11T00:00:00.000Z',
        measuredAt: hoursAgo(479).toISOString(),
        followers: 1010,
        following: 3,
        likes: null,
        videos: 4,
      },
      {
        at: '2026-03-31T00:00:00.000Z',
        measuredAt: hoursAgo(1).toISOString(),
        followers: 1200,
        following: 3,
        likes: null,
        videos: 4,
      },
    ]);
    expect(body.growth).toMatchObject({ followers: { first: 900, last: 1200, gained: 300 }, likes: null });
    expect(body.posts).toMatchObject({ posts: 4, views: 14_400 + 24_500 + 2640 + 90_000 });
    expect(body.engagementRate).toBeCloseTo(0.1);
  });

  test.each([
    ['hour', 3],
    ['day', 3],
    ['week', 2],
    ['month', 1],
  ])('a series by %s has a point for each that was measured', async (interval, count) => {
    const { body } = await get(
      `posts/${outside.get(posts[2].id)}/metrics?from=2026-03-01T00:00:00Z&to=2026-04-01T00:00:00Z&interval=${interval}`.replace(
        '2026-03-01',
        interval === 'hour' ? '2026-03-20' : '2026-03-01',
      ),
    );
    expect(body.points).toHaveLength(count);
    expect(body.points.at(-1)).toMatchObject({ views: 2640, measuredAt: now.toISOString() });
    expect(body.growth.views).toMatchObject({ first: 0, last: 2640, gained: 2640 });
  });

  test('a publication has the series of the posts it became', async () => {
    const { body } = await get(
      `posts/${publicationId}/metrics?from=2026-03-30T00:00:00Z&to=2026-04-01T00:00:00Z`,
    );
    expect(body.points.map(({ views }: { views: number }) => views)).toEqual([14_400]);
    expect(body.growth.views).toMatchObject({
      first: 4800,
      last: 14_400,
      gained: 9600,
      perDay: 4800,
      ratio: 2,
    });
    expect(body.engagementRate).toBeCloseTo(0.1);
  });

  test('hashtags are ranked by the views that their posts gain an hour', async () => {
    const { body } = await get('trends/hashtags');
    const shown = body.items.map(
      ({ hashtag, posts: count, velocity, previousVelocity }: Record<string, number>) => [
        hashtag,
        count,
        Math.round(velocity ?? 0),
        Math.round(previousVelocity ?? 0),
      ],
    );
    // The second post of #bread stood still for 10 hours, as far as is known: 14 of 24 hours with 50 views.
    const bread = 200 + Math.round((14 * 50) / 24);
    expect(shown).toEqual([
      ['bread', 2, bread, 250],
      ['baking', 1, 200, 200],
      ['first', 1, 200, 200],
      ['second', 1, 200, 200],
      ['paused', 1, 10, 100],
      ['привет', 1, 10, 100],
    ]);
    expect(body).toMatchObject({ windowHours: 24, from: hoursAgo(24).toISOString(), to: now.toISOString() });
  });

  test('hashtags can be ranked by what they gain on the window before, and be those of one account', async () => {
    const { body } = await get('trends/hashtags?sort=acceleration&limit=1&windowHours=48');
    expect(body.items).toMatchObject([
      { hashtag: 'baking', velocity: 200, previousVelocity: 100, acceleration: 100 },
    ]);
    expect((await get(`trends/hashtags?accountId=${uuidv7()}`)).body.items).toEqual([]);
    expect((await get('trends/hashtags', uuidv7())).body.items).toEqual([]);
  });

  test('the best hour to post at counts posts by their first day, on the clock of the timezone', async () => {
    const { db } = around.database;
    const measuredAt = new Date(hoursAgo(96).getTime() + 24 * hourMs);
    await db
      .insert(postMetrics)
      .values({ accountId, videoId: posts[0].id, measuredAt, views: 700, likes: 1, comments: 1, shares: 1 });
    const { body } = await get(`accounts/${accountId}/posting-hours?timeZone=Asia/Tokyo`);
    expect(body).toMatchObject({ posts: 1, best: 21, timeZone: 'Asia/Tokyo' });
    expect(body.hours[21]).toEqual({ hour: 21, posts: 1, views: 700, score: 700 });
    expect((await get(`accounts/${accountId}/posting-hours?days=1`)).body).toMatchObject({
      posts: 0,
      best: null,
    });
  });

  test("another workspace's figures are 404", async () => {
    for (const path of [
      `accounts/${accountId}/metrics`,
      `accounts/${accountId}/posting-hours`,
      `posts/${publicationId}/metrics`,
    ])
      expect((await get(path, uuidv7())).status).toBe(404);
  });

  test.each([
    `accounts/${accountId}/metrics?from=yesterday`,
    `accounts/${accountId}/metrics?from=2026-04-01T00:00:00Z`,
    `accounts/${accountId}/metrics?to=2026-01-01T00:00:00Z&from=2026-01-01T00:00:00Z`,
    `accounts/${accountId}/metrics?interval=minute`,
    `accounts/${accountId}/metrics?from=2020-01-01T00:00:00Z&interval=hour`,
    `accounts/${accountId}/metrics?limit=1`,
    `posts/${publicationId}/metrics?from=0000-01-01T00:00:00Z`,
    `posts/${publicationId}/metrics?from=%00`,
    'posts/x/metrics',
    `accounts/${accountId}/posting-hours?timeZone=Mars/Base`,
    `accounts/${accountId}/posting-hours?timeZone=`,
    `accounts/${accountId}/posting-hours?days=91`,
    'trends/hashtags?windowHours=0',
    'trends/hashtags?windowHours=721',
    'trends/hashtags?sort=posts',
    'trends/hashtags?limit=101',
    'trends/hashtags?accountId=1',
    'trends/hashtags?tag=bread',
  ])('%s is 400', async (path) => {
    const { status, body } = await get(path);
    expect([status, body.error?.code]).toEqual([400, 'validation_failed']);
  });

  test('the scope crm:read is required', async () => {
    for (const path of [`accounts/${accountId}/metrics`, `posts/${publicationId}/metrics`, 'trends/hashtags'])
      expect((await get(path, mine, ['posts:read'])).status).toBe(403);
  });
});
