import { expect } from 'vitest';
import { jpeg, video } from '../../support/media.ts';
import type { RunningTiktok } from '../../support/start-tiktok.ts';
import { fetchStatus, paths, photoBody, post, publicPost, untilStatus, urlSource } from '../api.ts';
import { expectOk, expectRefusal } from '../expect.ts';
import { signIn } from '../sign-in.ts';
import type { WireCase } from '../wire-case.ts';

const rules =
  'Please review our URL ownership verification rules at https://developers.tiktok.com/doc/content-posting-api-media-transfer-guide/#pull_from_url';

/** A function that starts a direct post by URL. `.invalid` never resolves. */
async function pulling(tiktok: RunningTiktok, verifiedUrls?: string[]) {
  const { accessToken } = await signIn(tiktok);
  if (verifiedUrls) await tiktok.control.app({ clientKey: tiktok.clientKey, verifiedUrls });
  await tiktok.control.settings({ limits: { videoInitPerMinute: 1000 } });
  const pull = (url: string) =>
    post(tiktok, paths.directVideo, accessToken, { post_info: publicPost, source_info: urlSource(url) });
  return { accessToken, pull };
}

export const cases: readonly WireCase[] = [
  {
    covers: 'pull',
    title: 'an init by URL gives no upload URL; the download starts at once and the post ends published',
    async run(tiktok) {
      const { accessToken, pull } = await pulling(tiktok);
      const file = await video();
      const url = tiktok.media.serve('crust.mp4', file, 'video/mp4');
      const answer = await pull(url);
      expectOk(answer);
      expect(Object.keys(answer.data)).toEqual(['publish_id']);
      const publishId = String(answer.data.publish_id);
      await untilStatus(tiktok, publishId, 'PUBLISH_COMPLETE');
      expect(tiktok.media.hits(url)).toBe(1);
      const { data } = await fetchStatus(tiktok, accessToken, publishId);
      expect(data.downloaded_bytes).toBe(file.length);
    },
  },
  {
    covers: 'pull',
    code: 'url_ownership_unverified',
    title: 'a URL outside the verified prefix is refused, and nobody asks for it',
    async run(tiktok) {
      const { pull } = await pulling(tiktok);
      const url = tiktok.media.serve('/elsewhere/crust.mp4', await video(), 'video/mp4');
      expectRefusal(await pull(url), 403, 'url_ownership_unverified', rules);
      expect(tiktok.media.hits(url)).toBe(0);
    },
  },
  {
    covers: 'pull',
    title: 'a prefix covers what begins with it, and nothing else',
    async run(tiktok) {
      const { pull } = await pulling(tiktok, ['https://example.invalid/videos/user/']);
      expectOk(await pull('https://example.invalid/videos/user/123/a.mp4'));
      for (const url of [
        'https://example.invalid/videos/2023/user/123/a.mp4',
        'https://example.invalid/videos/user',
        'https://cdn.example.invalid/videos/user/a.mp4',
      ]) {
        expectRefusal(await pull(url), 403, 'url_ownership_unverified');
      }
    },
  },
  {
    covers: 'pull',
    title: 'a domain covers its paths and its subdomains, not its parent',
    async run(tiktok) {
      const { pull } = await pulling(tiktok, ['static.example.invalid']);
      expectOk(await pull('https://static.example.invalid/x.mp4'));
      expectOk(await pull('https://video.static.example.invalid/x.mp4'));
      expectRefusal(await pull('https://example.invalid/x.mp4'), 403, 'url_ownership_unverified');
      expectRefusal(await pull('https://notstatic.example.invalid/x.mp4'), 403, 'url_ownership_unverified');
    },
  },
  {
    covers: 'pull',
    title: 'http is refused where the domain is verified, and so is what is no URL',
    async run(tiktok) {
      const { pull } = await pulling(tiktok, ['static.example.invalid']);
      for (const url of ['http://static.example.invalid/x.mp4', 'static.example.invalid/x.mp4', '']) {
        const { status, error } = await pull(url);
        expect([400, 403]).toContain(status);
        expect(error.code).toMatch(/^(invalid_params|url_ownership_unverified)$/);
      }
    },
  },
  {
    covers: 'pull',
    failReason: 'video_pull_failed',
    title: 'a redirect is not followed: the post fails',
    async run(tiktok) {
      const { pull } = await pulling(tiktok);
      const target = tiktok.media.serve('crust.mp4', await video(), 'video/mp4');
      const { data } = await pull(tiktok.media.redirect('moved.mp4', target));
      const failed = await untilStatus(tiktok, String(data.publish_id), 'FAILED');
      expect(failed.failReason).toBe('video_pull_failed');
      expect(tiktok.media.hits(target)).toBe(0);
    },
  },
  {
    covers: 'pull',
    row: 24,
    failReason: 'photo_pull_failed',
    title: 'a redirect is not followed for photos either',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok);
      const target = tiktok.media.serve('1.jpg', jpeg(), 'image/jpeg');
      const body = photoBody('DIRECT_POST', [tiktok.media.redirect('moved.jpg', target)]);
      const { data } = await post(tiktok, paths.photos, accessToken, body);
      const failed = await untilStatus(tiktok, String(data.publish_id), 'FAILED');
      expect(failed.failReason).toBe('photo_pull_failed');
    },
  },
  {
    covers: 'pull',
    failReason: 'video_pull_failed',
    title: 'a download is given up an hour after it began',
    async run(tiktok) {
      await tiktok.control.settings({ pullBytesPerSecond: 1 });
      const { accessToken, pull } = await pulling(tiktok);
      const url = tiktok.media.serve('slow.mp4', await video({ bytes: 100_000 }), 'video/mp4');
      const { data } = await pull(url);
      const publishId = String(data.publish_id);
      const { data: running } = await fetchStatus(tiktok, accessToken, publishId);
      expect(running.status).toBe('PROCESSING_DOWNLOAD');
      await tiktok.control.advance(3601);
      const failed = await untilStatus(tiktok, publishId, 'FAILED');
      expect(failed.failReason).toBe('video_pull_failed');
    },
  },
];
