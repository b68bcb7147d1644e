import { accountCollections, accountMetrics, tiktokVideos } from '@postbus/db/crm-sync';
import { eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accountEvent, postEvent } from '../../testing/events.ts';
import { takeAccount, takePost } from '../../testing/project.ts';
import { type RunningCrm, type Surroundings, startCrm, startSurroundings } from '../../testing/start-crm.ts';
import { saveVideos } from '../collection/save-videos.ts';
import { keepPartitions } from '../metrics/thinning.ts';

const now = new Date('2026-03-31T12:00:00Z');
const hourMs = 3_600_000;
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * hourMs);
const week = `from=${hoursAgo(168).toISOString()}`;

const mine = uuidv7();
const [bakery, garden] = [uuidv7(), uuidv7()];
const publicationId = uuidv7();

/** Posts with their age, and views at several ages; a tenth of them are likes. */
const posts = [
  // Old, and measured before all of the time.
  {
    accountId: bakery,
    id: '7600000000000000201',
    postedHoursAgo: 900,
    title: 'Old bread',
    at: [
      [800, 1000],
      [400, 1500],
      [200, 2000],
      [100, 2300],
      [90, 2400],
      [1, 2500],
    ],
  },
  // Made within the time; a caption that a spreadsheet would run.
  {
    accountId: bakery,
    id: '7600000000000000203',
    postedHoursAgo: 60,
    title: '=HYPERLINK("http://evil.test","a, b")',
    at: [
      [48, 300],
      [1, 900],
    ],
  },
  // Older than the time, and first seen within it: what it had then was not gained.
  {
    accountId: garden,
    id: '7600000000000000205',
    postedHoursAgo: 2000,
    title: 'Found late',
    at: [
      [30, 50_000],
      [2, 50_010],
    ],
  },
] as const;

interface Ranked {
  post: { postId: string };
  gained: { views: number };
}

describe('figures of a whole workspace', () => {
  let around: Surroundings;
  let crm: RunningCrm;

  beforeAll(async () => {
    around = await startSurroundings();
    await keepPartitions(around.database.db, now);
    crm = await startCrm({ ...around.options, clock: () => now.getTime() });
    const { db } = around.database;
    await takeAccount(db, accountEvent(mine, { accountId: bakery, displayName: '@Bakery' }).event);
    await takeAccount(db, accountEvent(mine, { accountId: garden }).event);
    const changes = { accountId: bakery, publicationId, status: 'published', version: 2 } as const;
    await takePost(
      db,
      postEvent(mine, {
        ...changes,
        caption: posts[1].title,
        publishedAt: hoursAgo(60).toISOString(),
        platformPostIds: [posts[1].id],
      }).event,
    );
    const measurements = posts
      .flatMap((post) => post.at.map(([hours, views]) => ({ ...post, hours, views })))
      .sort((a, b) => b.hours - a.hours);
    for (const { accountId, id, title, postedHoursAgo, hours, views } of measurements) {
      const video = { id, title, viewCount: views, likeCount: views / 10 };
      const createTime = hoursAgo(postedHoursAgo).getTime() / 1000;
      await db
        .update(tiktokVideos)
        .set({ nextDueAt: hoursAgo(hours) })
        .where(eq(tiktokVideos.videoId, id));
      await db.transaction((tx) =>
        saveVideos(tx, {
          ...{ accountId, workspaceId: mine, now: hoursAgo(hours), random: () => 0.5 },
          videos: [{ ...video, createTime }],
        }),
      );
    }
    for (const [accountId, hours, followers] of [
      [bakery, 800, 100],
      [bakery, 170, 140],
      [bakery, 100, 150],
      [bakery, 1, 190],
      [garden, 30, 5000],
      [garden, 2, 4990],
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
    await crm?.close();
    await around?.close();
  });

  const get = (path: string, workspaceId = mine, scopes?: string[]) =>
    around.get(`${crm.url}/api/crm/${path}`, workspaceId, scopes);
  const csv = async (path: string, workspaceId = mine) => {
    const answer = await fetch(`${crm.url}/api/crm/${path}`, {
      headers: { authorization: around.bearer(workspaceId) },
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, lines: text.split('\r\n').slice(0, -1) };
  };

  test('what was gained is what was measured since, and neither a new account nor a post found late looks like growth', async () => {
    const { status, body } = await get(`metrics?${week}`);
    expect(status).toBe(200);
    expect(body.totals).toMatchObject({ followers: 5180, views: 53_410, likes: 5341 });
    expect(body.gained).toMatchObject({ followers: 40, views: 500 + 900 + 10, published: 1, failed: 0 });
    expect(body.gained.engagementRate).toBeCloseTo(0.1);
    expect(body).toMatchObject({
      measuredSince: hoursAgo(800).toISOString(),
      measuredAt: hoursAgo(1).toISOString(),
      accountId: null,
      interval: 'day',
    });
  });

  test('the time before stands beside it, if figures were collected all through it', async () => {
    expect((await get(`metrics?${week}`)).body.before).toMatchObject({ followers: 40, views: 500 });
    expect((await get(`metrics?from=${hoursAgo(500).toISOString()}`)).body.before).toBeNull();
  });

  test('every interval has a point whose totals grow by what it gained', async () => {
    const { body } = await get(`metrics?${week}&timeZone=America/New_York`);
    expect(body.points.map(({ at }: { at: string }) => at)).toEqual(
      Array.from({ length: 8 }, (_, day) => new Date(Date.UTC(2026, 2, 24 + day, 4)).toISOString()),
    );
    const views = body.points.map((point: { gained: { views: number } }) => point.gained.views);
    expect(views).toEqual([0, 0, 0, 400, 0, 300, 0, 710]);
    expect(body.points.at(-1).totals).toEqual(body.totals);
    expect(body.points[3].totals.views - body.points[2].totals.views).toBe(400);
  });

  test('a day without a midnight loses nothing, and those after it begin at midnight', async () => {
    // In Beirut the clocks are put forward at midnight, before Sunday 29 March.
    const { body } = await get(`metrics?${week}&timeZone=Asia/Beirut`);
    const begins = ['23T22', '24T22', '25T22', '26T22', '27T22', '28T22', '29T21', '30T21'];
    expect(body.points.map(({ at }: { at: string }) => at)).toEqual(
      begins.map((begin) => `2026-03-${begin}:00:00.000Z`),
    );
    const gained = body.points.map((point: { gained: object }) => point.gained);
    expect(gained.map(({ views }: { views: number }) => views)).toEqual([0, 0, 0, 400, 0, 300, 0, 710]);
    expect(gained.map(({ followers }: { followers: number }) => followers)).toEqual([
      0, 0, 0, 10, 0, 0, 0, 30,
    ]);
    expect(body.gained).toMatchObject({ followers: 40, views: 1410, published: 1 });
  });

  test('an account has its own figures', async () => {
    const { body } = await get(`metrics?${week}&accountId=${garden}`);
    expect(body.totals).toMatchObject({ followers: 4990, views: 50_010 });
    expect(body.gained).toMatchObject({ followers: -10, views: 10, published: 0 });
    expect(body.before).toBeNull();
  });

  test('a time in the past ends with what was known then', async () => {
    const { body } = await get(
      `metrics?from=${hoursAgo(168).toISOString()}&to=${hoursAgo(95).toISOString()}`,
    );
    expect(body.totals).toMatchObject({ followers: 150, views: 2300 });
    expect(body.gained).toMatchObject({ followers: 10, views: 300 });
  });

  test('a workspace without figures has zeros, and followers that are unknown', async () => {
    const { body } = await get(`metrics?${week}`, uuidv7());
    expect(body.totals).toEqual({ followers: null, views: 0, likes: 0, comments: 0, shares: 0 });
    expect(body).toMatchObject({ measuredSince: null, measuredAt: null, before: null });
    expect(body.points).toHaveLength(8);
  });

  test('posts are ranked by what they gained, not by what they have', async () => {
    const { body } = await get(`trends/posts?${week}`);
    expect(body.items.map(({ gained, post }: Ranked) => [post.postId, gained.views])).toEqual([
      [posts[1].id, 900],
      [posts[0].id, 500],
      [posts[2].id, 10],
    ]);
    expect(body.items[0]).toMatchObject({
      engagementRate: 0.1,
      post: { id: publicationId, source: 'postbus' },
    });
    expect((await get(`trends/posts?${week}&limit=1&accountId=${garden}`)).body.items).toMatchObject([
      { post: { postId: posts[2].id, figures: { views: 50_010 } } },
    ]);
  });

  test('a rate needs views to be ranked by', async () => {
    const { body } = await get(`trends/posts?${week}&sort=engagementRate`);
    expect(body.items).toHaveLength(2);
  });

  test('figures over time come as CSV', async () => {
    const { status, headers, lines } = await csv(`metrics.csv?${week}`);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(headers.get('content-disposition')).toBe('attachment; filename="metrics.csv"');
    expect(lines).toHaveLength(9);
    expect(lines[0]).toMatch(/^"at","followers","followersGained","views","viewsGained",/);
    expect(lines.at(-1)).toMatch(
      /^"2026-03-31T00:00:00\.000Z",5180,\d+,53410,\d+,5341,\d+,0,0,0,0,0\.1,0,0$/,
    );
  });

  test('posts come as CSV, and no caption or name of theirs as a formula', async () => {
    const { status, lines } = await csv(`posts.csv?${week}`);
    expect([status, lines.length]).toEqual([200, 4]);
    expect(lines[1]).toContain(`"${publicationId}","${posts[1].id}","'@Bakery",`);
    expect(lines[1]).toContain(`,"'=HYPERLINK(""http://evil.test"",""a, b"")",`);
    expect(lines[1]).toContain(',900,900,90,90,0,0,0,0,0.1,');
    expect((await csv(`posts.csv?${week}`, uuidv7())).lines).toHaveLength(1);
  });

  test('the figures of one post come as CSV', async () => {
    const { lines } = await csv(`posts/${publicationId}/metrics.csv?${week}`);
    expect(lines).toHaveLength(3);
    expect(lines[2]).toMatch(/,900,90,0,0,0\.1$/);
  });

  test("another workspace's account and post are 404, as CSV too", async () => {
    for (const path of [
      `metrics?accountId=${bakery}`,
      `metrics.csv?accountId=${bakery}`,
      `posts/${publicationId}/metrics.csv`,
    ])
      expect((await csv(path, uuidv7())).status).toBe(404);
    expect((await get(`trends/posts?accountId=${bakery}`, uuidv7())).body.items).toEqual([]);
  });

  test.each([
    'metrics?from=yesterday',
    'metrics?from=2026-04-01T00:00:00Z',
    'metrics?timeZone=Mars/Base',
    'metrics?timeZone=%2B02:00',
    'metrics?timeZone=%00',
    'metrics?interval=minute',
    'metrics?accountId=1',
    'metrics?unknown=1',
    'metrics.csv?timeZone=',
    'posts.csv?from=x',
    'posts.csv?limit=1',
    'trends/posts?sort=followers',
    'trends/posts?limit=101',
    'trends/posts?from=0001-01-01T00:00:00Z',
  ])('%s is 400', async (path) => {
    const { status, body } = await get(path);
    expect([status, body.error?.code]).toEqual([400, 'validation_failed']);
  });

  test('the scope crm:read is required', async () => {
    for (const path of ['metrics', 'metrics.csv', 'posts.csv', 'trends/posts'])
      expect((await get(path, mine, ['posts:read'])).status).toBe(403);
  });
});
