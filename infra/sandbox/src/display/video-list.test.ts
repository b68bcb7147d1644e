import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Harness, startHarness } from '../testing/harness.ts';
import { makeVideo } from '../testing/video.ts';

let tiktok: Harness;
let accessToken: string;
beforeAll(async () => {
  tiktok = await startHarness();
});
afterAll(() => tiktok.close());
beforeEach(async () => {
  await tiktok.control('reset', {});
  ({ accessToken } = await tiktok.signIn());
});

const list = (body: unknown = {}, fields = 'id', token = accessToken) =>
  tiktok.post(`/v2/video/list/?fields=${fields}`, token, body);
/** A post made in TikTok's app; gives its id. */
const postInApp = async (given: object = {}, username = 'demobaker'): Promise<string> =>
  (await tiktok.control(`creators/${username}/posts`, given)).json.postId;
const idsOf = ({ json }: Awaited<ReturnType<typeof list>>): string[] =>
  json.data.videos.map(({ id }: { id: string }) => id);

/** Every page, one after the other, as a client would follow them. */
async function follow(maxCount: number): Promise<string[][]> {
  const pages: string[][] = [];
  for (let body: object = { max_count: maxCount }; ; ) {
    const answer = await list(body);
    pages.push(idsOf(answer));
    const { cursor, has_more: hasMore } = answer.json.data;
    if (!hasMore) return pages;
    body = { max_count: maxCount, cursor };
  }
}

describe('the list', () => {
  test('is empty for a creator without posts', async () => {
    const { status, json } = await list();
    expect([status, json.data]).toEqual([200, { videos: [], cursor: 0, has_more: false }]);
  });

  test('has the newest post first, ten to a page, and twenty when asked', async () => {
    const ids: string[] = [];
    for (let hours = 25; hours > 0; hours -= 1) {
      ids.unshift(await postInApp({ createdSecondsAgo: hours * 3600 }));
    }
    const first = await list();
    expect(idsOf(first)).toEqual(ids.slice(0, 10));
    expect(first.json.data.has_more).toBe(true);
    expect(idsOf(await list({ max_count: 20 }))).toEqual(ids.slice(0, 20));
    const rest = await list({ cursor: first.json.data.cursor, max_count: 20 });
    expect([idsOf(rest), rest.json.data.has_more]).toEqual([ids.slice(10), false]);
  });

  test('takes any time in milliseconds as its cursor and gives what is older', async () => {
    await postInApp({ createdSecondsAgo: 60 });
    const old = await postInApp({ createdSecondsAgo: 7200 });
    const cursor = Date.now() - 3_600_000;
    expect(idsOf(await list({ cursor }))).toEqual([old]);
    expect(idsOf(await list({ cursor: Math.floor(cursor / 1000) }))).toEqual([]);
  });

  test('followed page by page gives every post exactly once, also those of one second', async () => {
    const ids = await Promise.all(Array.from({ length: 12 }, () => postInApp({ createdSecondsAgo: 5 })));
    const seconds = (await list({ max_count: 20 }, 'id,create_time')).json.data.videos;
    expect(new Set(seconds.map((one: { create_time: number }) => one.create_time)).size).toBeLessThan(12);
    for (const maxCount of [1, 5, 20]) {
      const pages = await follow(maxCount);
      expect(pages.flat().toSorted()).toEqual(ids.toSorted());
      expect(pages.map(({ length }) => length).at(0)).toBe(Math.min(maxCount, 12));
    }
  });

  test('leaves out what is not public: other levels, in moderation, refused, removed, another creator', async () => {
    const shown = await postInApp();
    await postInApp({ privacyLevel: 'SELF_ONLY' });
    await postInApp({ privacyLevel: 'FOLLOWER_OF_CREATOR' });
    await postInApp({}, 'demochef');
    const removedInApp = await postInApp();
    expect((await tiktok.control(`posts/${removedInApp}/remove`, {})).status).toBe(204);

    const video = await makeVideo();
    await tiktok.control('outcomes', { moderation: 'held' });
    const held = await tiktok.publish(accessToken, video);
    await tiktok.ended(held);
    await tiktok.control('outcomes', { moderation: 'refused' });
    await tiktok.ended(await tiktok.publish(accessToken, video));
    await tiktok.ended(await tiktok.publish(accessToken, video, { privacy_level: 'SELF_ONLY' }));
    expect(idsOf(await list())).toEqual([shown]);

    await tiktok.control(`posts/${held}/moderation`, { outcome: 'passed' });
    const { postId } = await tiktok.ended(held);
    expect(idsOf(await list())).toEqual([postId, shown]);
    await tiktok.control(`posts/${held}/remove`, {});
    expect(idsOf(await list())).toEqual([shown]);
  });
});

describe('a request that TikTok refuses', () => {
  test.each([
    ['more than twenty', { max_count: 21 }],
    ['none', { max_count: 0 }],
    ['part of a post', { max_count: 1.5 }],
    ['a count as text', { max_count: '5' }],
    ['a cursor as text', { cursor: '1791400000000' }],
    ['a negative cursor', { cursor: -1 }],
    ['a cursor with a fraction', { cursor: 1.5 }],
    ['no object', []],
    ['no JSON', '{'],
    ['no body', ''],
  ])('for %s is 400 invalid_params', async (_what, body) => {
    const { status, json } = await list(body);
    expect([status, json.error.code, json.data]).toEqual([400, 'invalid_params', {}]);
  });

  test.each(['', 'shoe_size', 'id,fps', 'Id'])('for the fields "%s" is 400', async (fields) => {
    const { status, json } = await list({}, fields);
    expect([status, json.error.code]).toEqual([400, 'invalid_params']);
  });

  test('without fields in the query, though they are in the body, is 400', async () => {
    const answer = await tiktok.post('/v2/video/list/', accessToken, { fields: ['id'] });
    expect([answer.status, answer.json.error.code]).toEqual([400, 'invalid_params']);
  });

  test('follows the switch in the spelling of its code', async () => {
    await tiktok.control('settings', { parameterErrorCode: 'invalid_param' });
    expect((await list({ max_count: 21 })).json.error.code).toBe('invalid_param');
  });

  test('by GET or without the final slash is unknown to the gateway', async () => {
    const headers = { authorization: `Bearer ${accessToken}` };
    for (const name of ['list', 'query']) {
      const byGet = await tiktok.call(`/v2/video/${name}/?fields=id`, { headers });
      const slashless = await tiktok.post(`/v2/video/${name}?fields=id`, accessToken);
      expect([byGet.status, byGet.text]).toEqual([404, 'Unsupported path(Janus)']);
      expect([slashless.status, slashless.text]).toEqual([404, 'Unsupported path(Janus)']);
    }
  });

  test('without the scope video.list is 401 scope_not_authorized, with a dead token 401', async () => {
    const { accessToken: narrow, openId } = await tiktok.signIn('demochef', ['user.info.basic']);
    const refused = await list({}, 'id', narrow);
    expect([refused.status, refused.json.error.code]).toEqual([401, 'scope_not_authorized']);
    await tiktok.control('tokens/expire', { openId });
    expect((await list({}, 'id', narrow)).json.error.code).toBe('access_token_invalid');
  });
});

test('each endpoint of the Display API has a window of its own, which slides', async () => {
  await tiktok.control('settings', { limits: { displayPerMinute: 2 } });
  const query = () =>
    tiktok.post('/v2/video/query/?fields=id', accessToken, { filters: { video_ids: ['1'] } });
  for (const call of [list, query]) {
    for (const expected of [200, 200, 429]) expect((await call()).status).toBe(expected);
  }
  expect((await list()).json.error.code).toBe('rate_limit_exceeded');
  await tiktok.control('clock', { advanceSeconds: 60 });
  expect((await list()).status).toBe(200);
});

test('a creator who posts at any times is listed in the order of time and paged without loss', async () => {
  const ages = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 8 });
  const property = fc.asyncProperty(ages, fc.integer({ min: 1, max: 4 }), async (given, maxCount) => {
    await tiktok.control('reset', {});
    ({ accessToken } = await tiktok.signIn());
    for (const createdSecondsAgo of given) await postInApp({ createdSecondsAgo });
    const pages = await follow(maxCount);
    expect(new Set(pages.flat()).size).toBe(given.length);
    expect(pages.flat()).toHaveLength(given.length);
    const { videos } = (await list({ max_count: 20 }, 'create_time')).json.data;
    const times: number[] = videos.map(({ create_time: time }: { create_time: number }) => time);
    expect(times).toEqual(times.toSorted((a, b) => b - a));
  });
  await fc.assert(property, { numRuns: 15 });
});
