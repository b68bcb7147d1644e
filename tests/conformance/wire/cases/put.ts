import { expect } from 'vitest';
import { video } from '../../support/media.ts';
import type { RunningTiktok } from '../../support/start-tiktok.ts';
import { send } from '../answer.ts';
import { fetchStatus, paths, post, publicPost, put, putWhole, untilStatus } from '../api.ts';
import { expectUnknownPath } from '../expect.ts';
import { signIn } from '../sign-in.ts';
import type { WireCase } from '../wire-case.ts';

const chunkSize = 5_242_880;
const size = 2 * chunkSize + 123;
const ranges = [`bytes 0-${chunkSize - 1}/${size}`, `bytes ${chunkSize}-${size - 1}/${size}`] as const;

/** An init of a file in two chunks, the second of which takes 123 bytes more. */
async function twoChunks(tiktok: RunningTiktok) {
  const { accessToken } = await signIn(tiktok);
  const file = await video({ bytes: size });
  const { data } = await post(tiktok, paths.directVideo, accessToken, {
    post_info: publicPost,
    source_info: {
      source: 'FILE_UPLOAD',
      video_size: size,
      chunk_size: chunkSize,
      total_chunk_count: 2,
    },
  });
  return {
    accessToken,
    file,
    url: String(data.upload_url),
    publishId: String(data.publish_id),
    first: file.subarray(0, chunkSize),
    last: file.subarray(chunkSize),
  };
}

export const cases: readonly WireCase[] = [
  {
    covers: 'put',
    row: 18,
    title: '206 for every chunk but the last, which gets 201; the answer tells how much is there',
    async run(tiktok) {
      const { accessToken, url, first, last, publishId } = await twoChunks(tiktok);
      const one = await put(url, first, ranges[0]);
      expect(one.status).toBe(206);
      expect(one.headers.get('content-range')).toBe(`bytes 0-${chunkSize - 1}/${size}`);
      const between = await fetchStatus(tiktok, accessToken, publishId);
      expect(between.data).toMatchObject({ status: 'PROCESSING_UPLOAD', uploaded_bytes: chunkSize });
      const two = await put(url, last, ranges[1]);
      expect(two.status).toBe(201);
      expect(two.headers.get('content-range')).toBe(`bytes 0-${size - 1}/${size}`);
      await untilStatus(tiktok, publishId, 'PUBLISH_COMPLETE');
    },
  },
  {
    covers: 'put',
    title: 'the number in the Content-Range of an answer may be a count instead of the last index',
    async run(tiktok) {
      await tiktok.control.settings({ contentRangeNumber: 'count' });
      const { url, first } = await twoChunks(tiktok);
      const { headers } = await put(url, first, ranges[0]);
      expect(headers.get('content-range')).toBe(`bytes 0-${chunkSize}/${size}`);
    },
  },
  {
    covers: 'put',
    row: 18,
    title: 'chunks come in their order: the second before the first is 416, and the first then passes',
    async run(tiktok) {
      const { url, first, last } = await twoChunks(tiktok);
      expect((await put(url, last, ranges[1])).status).toBe(416);
      expect((await put(url, first, ranges[0])).status).toBe(206);
    },
  },
  {
    covers: 'put',
    row: 18,
    title: 'after 5xx the same chunk may be sent again',
    async run(tiktok) {
      const { url, first, last, publishId } = await twoChunks(tiktok);
      await tiktok.control.fault({ path: '/video/', method: 'PUT', kind: 'status', status: 503 });
      expect((await put(url, first, ranges[0])).status).toBe(503);
      expect((await put(url, first, ranges[0])).status).toBe(206);
      expect((await put(url, last, ranges[1])).status).toBe(201);
      await untilStatus(tiktok, publishId, 'PUBLISH_COMPLETE');
    },
  },
  {
    covers: 'put',
    title: 'a range that is stored already is 416, and uploaded_bytes tells where to go on',
    async run(tiktok) {
      const { accessToken, url, first, last, publishId } = await twoChunks(tiktok);
      await tiktok.control.fault({ path: '/video/', method: 'PUT', kind: 'lostResponse' });
      await expect(put(url, first, ranges[0])).rejects.toThrow();
      expect((await put(url, first, ranges[0])).status).toBe(416);
      const { data } = await fetchStatus(tiktok, accessToken, publishId);
      expect(data.uploaded_bytes).toBe(chunkSize);
      expect((await put(url, last, ranges[1])).status).toBe(201);
    },
  },
  {
    covers: 'put',
    row: 17,
    title: 'an exclusive end does not fit the bytes in the body: 400',
    async run(tiktok) {
      const { url, first } = await twoChunks(tiktok);
      expect((await put(url, first, `bytes 0-${chunkSize}/${size}`)).status).toBe(400);
      expect((await put(url, first, ranges[0])).status).toBe(206);
    },
  },
  {
    covers: 'put',
    row: 17,
    title: 'a form, no Content-Range, a malformed one and another type are 400',
    async run(tiktok) {
      const { url, first } = await twoChunks(tiktok);
      const form = new FormData();
      form.append('video', new Blob([first]), 'video.mp4');
      expect(
        (await send(url, { method: 'PUT', body: form, headers: { 'content-range': ranges[0] } })).status,
      ).toBe(400);
      expect(
        (await send(url, { method: 'PUT', body: first, headers: { 'content-type': 'video/mp4' } })).status,
      ).toBe(400);
      expect((await put(url, first, `0-${chunkSize - 1}/${size}`)).status).toBe(400);
      expect((await put(url, first, ranges[0], { 'content-type': 'application/json' })).status).toBe(400);
    },
  },
  {
    covers: 'put',
    row: 17,
    title: 'POST to the upload URL is unknown, and a bearer header is not needed',
    async run(tiktok) {
      const { url, first } = await twoChunks(tiktok);
      const headers = { 'content-type': 'video/mp4', 'content-range': ranges[0] };
      expectUnknownPath(await send(url, { method: 'POST', headers, body: first }));
      expect((await put(url, first, ranges[0])).status).toBe(206);
      const [, sent] = await tiktok.control.journal('/video/');
      expect(sent?.headers).not.toHaveProperty('authorization');
    },
  },
  {
    covers: 'put',
    row: 19,
    title:
      'a URL rebuilt without its query, or with another id, is 404; with another token it is no use either',
    async run(tiktok) {
      const { url, first } = await twoChunks(tiktok);
      const { origin, pathname, searchParams } = new URL(url);
      const rebuilt = (query: Record<string, string>) =>
        put(`${origin}${pathname}?${new URLSearchParams(query)}`, first, ranges[0]);
      const id = searchParams.get('upload_id') ?? '';
      const token = searchParams.get('upload_token') ?? '';
      expect((await put(`${origin}${pathname}`, first, ranges[0])).status).toBe(404);
      expect((await rebuilt({ upload_id: '7600000000000000000', upload_token: token })).status).toBe(404);
      expect([403, 404]).toContain((await rebuilt({ upload_id: id, upload_token: 'wrong' })).status);
    },
  },
  {
    covers: 'put',
    row: 19,
    title: 'an upload URL ends after an hour: 403, and the post fails',
    async run(tiktok) {
      const { url, first, publishId } = await twoChunks(tiktok);
      await tiktok.control.advance(3601);
      expect((await put(url, first, ranges[0])).status).toBe(403);
      const failed = await untilStatus(tiktok, publishId, 'FAILED');
      expect(failed.failReason).toBe('internal');
    },
  },
  {
    covers: 'put',
    title: 'QuickTime and WebM may be sent too',
    async run(tiktok) {
      for (const type of ['video/quicktime', 'video/webm']) {
        const { url, first } = await twoChunks(tiktok);
        expect((await put(url, first, ranges[0], { 'content-type': type })).status).toBe(206);
      }
    },
  },
  {
    covers: 'put',
    title: 'nothing is left to send after 201',
    async run(tiktok) {
      const { url, first, last } = await twoChunks(tiktok);
      await put(url, first, ranges[0]);
      await put(url, last, ranges[1]);
      expect((await put(url, last, ranges[1])).status).toBe(416);
      expect((await putWhole(url, first)).status).not.toBe(201);
    },
  },
];
