import { expect } from 'vitest';
import { video } from '../../support/media.ts';
import type { FailReason } from '../../vocabulary.ts';
import { fetchStatus, paths, post, publicPost, untilStatus, upload, urlSource } from '../api.ts';
import { expectOk } from '../expect.ts';
import { signIn } from '../sign-in.ts';
import type { WireCase } from '../wire-case.ts';

/** Reasons that lie outside the request; the sandbox is told to find them. */
const judged: readonly FailReason[] = [
  'internal',
  'spam_risk_too_many_posts',
  'spam_risk_user_banned_from_posting',
  'spam_risk_text',
  'spam_risk',
];

export const cases: readonly WireCase[] = [
  ...judged.map(
    (failReason): WireCase => ({
      covers: 'fail-reasons',
      failReason,
      title: `${failReason} shows in the status and in the webhook`,
      async run(tiktok) {
        const { accessToken } = await signIn(tiktok);
        await tiktok.control.nextOutcome({ failReason });
        const { publishId } = await upload(tiktok, accessToken);
        const [failed] = await tiktok.receiver.waitFor('post.publish.failed');
        expect(failed?.content).toMatchObject({ publish_id: publishId, reason: failReason });
        const answer = await fetchStatus(tiktok, accessToken, publishId);
        expectOk(answer);
        expect(answer.data).toMatchObject({ status: 'FAILED', fail_reason: failReason });
      },
    }),
  ),
  {
    covers: 'fail-reasons',
    failReason: 'video_pull_failed',
    title: 'a video that is not there is video_pull_failed',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok);
      const source_info = urlSource(`${tiktok.media.verifiedPrefix}missing.mp4`);
      const { data } = await post(tiktok, paths.directVideo, accessToken, {
        post_info: publicPost,
        source_info,
      });
      const failed = await untilStatus(tiktok, String(data.publish_id), 'FAILED');
      expect(failed.failReason).toBe('video_pull_failed');
    },
  },
  {
    covers: 'fail-reasons',
    failReason: 'auth_removed',
    title: 'a creator who removes the app while a post is processed fails it with auth_removed',
    async run(tiktok) {
      await tiktok.control.settings({ processingMs: 60_000 });
      const { accessToken, openId } = await signIn(tiktok);
      const { publishId } = await upload(tiktok, accessToken, { file: await video() });
      await tiktok.control.revokeGrant(openId);
      const failed = await untilStatus(tiktok, publishId, 'FAILED');
      expect(failed.failReason).toBe('auth_removed');
      const [webhook] = await tiktok.receiver.waitFor('post.publish.failed');
      expect(webhook?.content).toMatchObject({ publish_id: publishId, reason: 'auth_removed' });
    },
  },
  {
    covers: 'fail-reasons',
    title: 'a post that failed stays failed',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok);
      await tiktok.control.nextOutcome({ failReason: 'internal' });
      const { publishId } = await upload(tiktok, accessToken);
      await untilStatus(tiktok, publishId, 'FAILED');
      await tiktok.control.advance(3600);
      const { data } = await fetchStatus(tiktok, accessToken, publishId);
      expect(data).toMatchObject({ status: 'FAILED', fail_reason: 'internal' });
    },
  },
];
