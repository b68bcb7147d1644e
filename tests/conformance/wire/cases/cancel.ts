import { expect } from 'vitest';
import { video } from '../../support/media.ts';
import type { RunningTiktok } from '../../support/start-tiktok.ts';
import { directFile, fetchStatus, paths, post, publicPost, untilStatus, upload, urlSource } from '../api.ts';
import { expectRefusal } from '../expect.ts';
import { signIn } from '../sign-in.ts';
import type { WireCase } from '../wire-case.ts';

/** A post whose download takes about a day. */
async function slowDownload(tiktok: RunningTiktok) {
  await tiktok.control.settings({ pullBytesPerSecond: 1 });
  const { accessToken } = await signIn(tiktok);
  const url = tiktok.media.serve('slow.mp4', await video({ bytes: 100_000 }), 'video/mp4');
  const body = { post_info: publicPost, source_info: urlSource(url) };
  const { data } = await post(tiktok, paths.directVideo, accessToken, body);
  return { accessToken, publishId: String(data.publish_id) };
}

const cancel = (tiktok: RunningTiktok, accessToken: string, publishId: string) =>
  post(tiktok, paths.cancel, accessToken, { publish_id: publishId });

export const cases: readonly WireCase[] = [
  {
    covers: 'cancel',
    failReason: 'publish_cancelled',
    title: 'a running download is cancelled: an answer without data, then FAILED with publish_cancelled',
    async run(tiktok) {
      const { accessToken, publishId } = await slowDownload(tiktok);
      const answer = await cancel(tiktok, accessToken, publishId);
      expect(answer.status).toBe(200);
      expect(answer.json).toEqual({ error: { code: 'ok', message: '', log_id: expect.any(String) } });
      const [failed] = await tiktok.receiver.waitFor('post.publish.failed');
      expect(failed?.content).toMatchObject({ publish_id: publishId, reason: 'publish_cancelled' });
      const { data } = await fetchStatus(tiktok, accessToken, publishId);
      expect(data).toMatchObject({ status: 'FAILED', fail_reason: 'publish_cancelled' });
    },
  },
  {
    covers: 'cancel',
    code: 'publish_not_cancellable',
    title: 'a post that is final cannot be cancelled, not even a second time',
    async run(tiktok) {
      const { accessToken, publishId } = await slowDownload(tiktok);
      await cancel(tiktok, accessToken, publishId);
      expectRefusal(await cancel(tiktok, accessToken, publishId), 400, 'publish_not_cancellable');
      const done = await upload(tiktok, accessToken);
      await untilStatus(tiktok, done.publishId, 'PUBLISH_COMPLETE');
      expectRefusal(await cancel(tiktok, accessToken, done.publishId), 400, 'publish_not_cancellable');
    },
  },
  {
    covers: 'cancel',
    code: 'publish_not_cancellable',
    title: 'an upload of a file cannot be cancelled',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok);
      const { data } = await post(tiktok, paths.directVideo, accessToken, directFile(1000));
      const answer = await cancel(tiktok, accessToken, String(data.publish_id));
      expectRefusal(answer, 400, 'publish_not_cancellable');
    },
  },
  {
    covers: 'cancel',
    code: 'token_not_authorized_for_specified_publish_id',
    title: "another creator's token cancels nothing",
    async run(tiktok) {
      const { accessToken, publishId } = await slowDownload(tiktok);
      const other = await signIn(tiktok, { creator: 'demochef' });
      const answer = await cancel(tiktok, other.accessToken, publishId);
      expectRefusal(answer, 400, 'token_not_authorized_for_specified_publish_id');
      const { data } = await fetchStatus(tiktok, accessToken, publishId);
      expect(data.status).toBe('PROCESSING_DOWNLOAD');
    },
  },
  {
    covers: 'cancel',
    code: 'invalid_publish_id',
    title: 'an unknown publish id is refused as the status endpoint does',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok);
      await tiktok.control.settings({ unknownPublishId: 'invalid_publish_id' });
      const answer = await cancel(tiktok, accessToken, 'v_pub_url~v2.7600000000000000000');
      expectRefusal(answer, 400, 'invalid_publish_id');
    },
  },
];
