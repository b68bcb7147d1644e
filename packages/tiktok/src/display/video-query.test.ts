import { describe, expect, test } from 'vitest';
import { clientOf, errorOf } from '../testing/client.ts';
import { ok, startHttpServer } from '../testing/http-server.ts';

describe('a query of videos', () => {
  test('sends the ids as text and gives what came', async () => {
    const { url, requests } = await startHttpServer(() =>
      ok({
        videos: [{ id: '7600000000000000101', view_count: 912, like_count: 40 }],
        cursor: 0,
        has_more: false,
      }),
    );
    const query = {
      videoIds: ['7600000000000000101', '7600000000000000103'],
      fields: ['viewCount', 'likeCount'],
    };
    await expect(
      clientOf(url).queryVideos('act.demo', query as { videoIds: string[]; fields: ['viewCount'] }),
    ).resolves.toEqual([{ id: '7600000000000000101', viewCount: 912, likeCount: 40 }]);
    expect(requests[0]).toMatchObject({
      method: 'POST',
      url: '/v2/video/query/?fields=id,view_count,like_count',
      body: '{"filters":{"video_ids":["7600000000000000101","7600000000000000103"]}}',
    });
  });

  test.each<[unknown, string]>([
    [[], 'videoIds'],
    [Array(21).fill('1'), 'videoIds'],
    [['x'], 'videoIds.0'],
    [[7600000000000000], 'videoIds.0'],
    ['1', 'videoIds'],
  ])('%j are refused before the wire', async (videoIds, field) => {
    const { url, requests } = await startHttpServer(() => ok({}));
    const query = { videoIds: videoIds as string[], fields: ['id' as const] };
    expect(await errorOf(clientOf(url).queryVideos('act.demo', query))).toMatchObject({ field });
    expect(requests).toEqual([]);
  });
});
