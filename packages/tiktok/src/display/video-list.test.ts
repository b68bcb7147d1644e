import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Video, videoFields } from '../index.ts';
import { clientOf, errorOf } from '../testing/client.ts';
import { type Answer, ok, refused, startHttpServer } from '../testing/http-server.ts';

const okText = (data: string): Answer => ({
  body: `{"data":${data},"error":{"code":"ok","message":"","log_id":"202610090818000A1B2C3D4E5F6071829A"}}`,
});
const all = async (videos: AsyncIterable<Video>) => {
  const read: Video[] = [];
  for await (const video of videos) read.push(video);
  return read;
};

interface Post {
  id: string;
  ms: number;
}

/** TikTok with these posts: pages of what is older than the cursor, the newest first. */
async function withPosts(posts: Post[], pageSize = 20) {
  const newestFirst = posts.toSorted((a, b) => b.ms - a.ms);
  const { url, requests } = await startHttpServer(({ body }) => {
    const { cursor = Number.MAX_SAFE_INTEGER, max_count: maxCount } = JSON.parse(body);
    const older = newestFirst.filter(({ ms }) => ms < cursor);
    const page = older.slice(0, Math.min(maxCount, pageSize));
    return ok({
      videos: page.map(({ id, ms }) => ({ id, create_time: Math.floor(ms / 1000) })),
      cursor: page.at(-1)?.ms ?? cursor,
      has_more: older.length > page.length,
    });
  });
  return { client: clientOf(url), requests };
}

describe('a page of videos', () => {
  test('is asked for by POST, with the fields in the query and the paging in the body', async () => {
    const { url, requests } = await startHttpServer(() =>
      okText(
        '{"videos":[{"id":"7600000000000000101","title":"Crust test #bread","create_time":1791390000,"is_aigc":true,"reach":5}],"cursor":1791390000000,"has_more":true}',
      ),
    );
    const request = {
      fields: ['title', 'createTime', 'isAigc'] as const,
      cursor: 1791400000000,
      maxCount: 2,
    };
    await expect(
      clientOf(url).videoPage('act.demo', { ...request, fields: [...request.fields] }),
    ).resolves.toEqual({
      videos: [
        { id: '7600000000000000101', title: 'Crust test #bread', createTime: 1791390000, isAigc: true },
      ],
      cursor: 1791390000000,
      hasMore: true,
    });
    expect(requests[0]).toMatchObject({
      method: 'POST',
      url: '/v2/video/list/?fields=id,title,create_time,is_aigc',
    });
    expect(JSON.parse(requests[0]?.body ?? '')).toEqual({ cursor: 1791400000000, max_count: 2 });
  });

  test("every field has TikTok's name on the wire", async () => {
    const { url, requests } = await startHttpServer(() => ok({ videos: [], has_more: false }));
    await clientOf(url).videoPage('act.demo', { fields: [...videoFields] });
    expect(requests[0]?.url.split('=')[1]?.split(',')).toEqual([
      'id',
      'create_time',
      'cover_image_url',
      'share_url',
      'embed_html',
      'embed_link',
      'title',
      'video_description',
      'duration',
      'height',
      'width',
      'like_count',
      'comment_count',
      'share_count',
      'view_count',
      'is_aigc',
    ]);
  });

  test('an id that came as a number loses no digit', async () => {
    const { url } = await startHttpServer(() =>
      okText('{"videos":[{"id":7600000000000000101}],"has_more":false}'),
    );
    const { videos } = await clientOf(url).videoPage('act.demo', { fields: ['id'] });
    expect(videos).toEqual([{ id: '7600000000000000101' }]);
  });

  test.each<[object, string, string]>([
    [{ fields: [] }, 'fields', 'a list of 0'],
    [{ fields: ['reach'] }, 'fields.0', 'a text of 5'],
    [{ fields: ['id'], maxCount: 21 }, 'maxCount', 'it is 21'],
    [{ fields: ['id'], maxCount: 0 }, 'maxCount', 'it is 0'],
    [{ fields: ['id'], cursor: 1.5 }, 'cursor', 'it is 1.5'],
    [{ fields: ['id'], cursor: '1' }, 'cursor', 'a text of 1'],
    [{ fields: ['id'], page: 2 }, 'page', 'no known field'],
  ])('%j is refused before the wire, with field and value', async (request, field, words) => {
    const { url, requests } = await startHttpServer(() => ok({}));
    const error = await errorOf(clientOf(url).videoPage('act.demo', request as { fields: [] }));
    expect(error).toMatchObject({ code: 'invalid_field', field });
    expect(error.message).toContain(words);
    expect(requests).toEqual([]);
  });
});

describe('the list of videos', () => {
  test('gives every post once, in order, whatever the page size, and fetches a page when it is needed', async () => {
    const times = fc.uniqueArray(fc.integer({ min: 1_700_000_000_000, max: 1_700_000_900_000 }), {
      maxLength: 70,
    });
    await fc.assert(
      fc.asyncProperty(times, fc.integer({ min: 1, max: 20 }), async (milliseconds, pageSize) => {
        const posts = milliseconds.map((ms) => ({ id: `76${ms}`, ms }));
        const { client } = await withPosts(posts, pageSize);
        const videos = await all(client.listVideos('act.demo', { fields: ['createTime'] }));
        expect(videos.map(({ id }) => id)).toEqual(posts.toSorted((a, b) => b.ms - a.ms).map(({ id }) => id));
      }),
      { numRuns: 30, seed: 20261121 },
    );
  });

  test('stops asking when the reader stops', async () => {
    const posts = Array.from({ length: 60 }, (_, at) => ({ id: `${at}`, ms: 1_700_000_000_000 + at }));
    const { client, requests } = await withPosts(posts);
    for await (const { id } of client.listVideos('act.demo', { fields: ['id'] })) if (id === '35') break;
    expect(requests).toHaveLength(2);
  });

  test('begins where it is told', async () => {
    const posts = [1, 2, 3].map((at) => ({ id: `${at}`, ms: 1_700_000_000_000 + at }));
    const { client } = await withPosts(posts);
    const videos = await all(client.listVideos('act.demo', { fields: ['id'], cursor: 1_700_000_000_003 }));
    expect(videos.map(({ id }) => id)).toEqual(['2', '1']);
  });

  test('a post at the border of two pages comes once', async () => {
    const pages = [
      { videos: [{ id: '3' }, { id: '2' }], cursor: 2000, has_more: true },
      { videos: [{ id: '2' }, { id: '1' }], cursor: 1000, has_more: false },
    ];
    const { url } = await startHttpServer(() => ok(pages.shift() ?? {}));
    const videos = await all(clientOf(url).listVideos('act.demo', { fields: ['id'] }));
    expect(videos.map(({ id }) => id)).toEqual(['3', '2', '1']);
  });

  test.each([
    { videos: [{ id: '1' }], cursor: 5000, has_more: true },
    { videos: [{ id: '1' }], has_more: true },
    { has_more: true, cursor: 0 },
  ])('never goes round in circles: %j', async (page) => {
    const { url, requests } = await startHttpServer(() => ok(page));
    await all(clientOf(url).listVideos('act.demo', { fields: ['id'] }));
    expect(requests.length).toBeLessThanOrEqual(2);
  });

  test('a refusal in the middle is an error, and what came before was given', async () => {
    const answers = [
      ok({ videos: [{ id: '1' }], cursor: 1000, has_more: true }),
      refused(429, 'rate_limit_exceeded'),
    ];
    const { url } = await startHttpServer(() => answers.shift());
    const seen: string[] = [];
    const read = async () => {
      for await (const { id } of clientOf(url).listVideos('act.demo', { fields: ['id'] })) seen.push(id);
    };
    expect(await errorOf(read())).toMatchObject({ code: 'rate_limit_exceeded', disposition: 'retryAt' });
    expect(seen).toEqual(['1']);
  });

  test('a request that cannot be right is refused at once', async () => {
    const { url } = await startHttpServer(() => ok({}));
    expect(() => clientOf(url).listVideos('act.demo', { fields: [] })).toThrow('fields');
  });
});
