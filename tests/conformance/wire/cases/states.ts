import { expect } from 'vitest';
import { video } from '../../support/media.ts';
import type { RunningTiktok } from '../../support/start-tiktok.ts';
import { fetchStatus, paths, post, publicPost, untilStatus, upload, urlSource } from '../api.ts';
import { signIn } from '../sign-in.ts';
import type { WireCase } from '../wire-case.ts';

/** Processing and moderation end only when the clock is moved: after 60 and another 60 seconds. */
async function slowly(tiktok: RunningTiktok) {
  await tiktok.control.settings({ processingMs: 60_000, moderationMs: 60_000 });
  return signIn(tiktok);
}

const statusOf = async (tiktok: RunningTiktok, accessToken: string, publishId: string) => {
  const { data } = await fetchStatus(tiktok, accessToken, publishId);
  return data;
};

export const cases: readonly WireCase[] = [
  {
    covers: 'states',
    title: 'a direct post of a file: PROCESSING_UPLOAD, PUBLISH_COMPLETE, and an id once moderation passed',
    async run(tiktok) {
      const { accessToken } = await slowly(tiktok);
      const { publishId } = await upload(tiktok, accessToken);
      expect((await statusOf(tiktok, accessToken, publishId)).status).toBe('PROCESSING_UPLOAD');
      await tiktok.control.advance(61);
      await untilStatus(tiktok, publishId, 'PUBLISH_COMPLETE');
      const before = await statusOf(tiktok, accessToken, publishId);
      expect(before.publicaly_available_post_id ?? []).toEqual([]);
      await tiktok.control.advance(61);
      await tiktok.receiver.waitFor('post.publish.publicly_available');
      const after = await statusOf(tiktok, accessToken, publishId);
      expect(after).toMatchObject({ publicaly_available_post_id: [expect.any(Number)] });
    },
  },
  {
    covers: 'states',
    title: 'a direct post by URL: PROCESSING_DOWNLOAD, then PUBLISH_COMPLETE',
    async run(tiktok) {
      const { accessToken } = await slowly(tiktok);
      const url = tiktok.media.serve('crust.mp4', await video(), 'video/mp4');
      const body = { post_info: publicPost, source_info: urlSource(url) };
      const { data } = await post(tiktok, paths.directVideo, accessToken, body);
      const publishId = String(data.publish_id);
      expect((await statusOf(tiktok, accessToken, publishId)).status).toBe('PROCESSING_DOWNLOAD');
      await tiktok.control.settings({ processingMs: 0 });
      await tiktok.control.advance(61);
      await untilStatus(tiktok, publishId, 'PUBLISH_COMPLETE');
    },
  },
  {
    covers: 'states',
    row: 30,
    title: 'a draft in the inbox is not published, and stays there if the creator never acts',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok);
      const { publishId } = await upload(tiktok, accessToken, { path: paths.inboxVideo });
      await untilStatus(tiktok, publishId, 'SEND_TO_USER_INBOX');
      await tiktok.control.advance(86_000);
      expect((await statusOf(tiktok, accessToken, publishId)).status).toBe('SEND_TO_USER_INBOX');
      expect(tiktok.receiver.deliveries().map(({ event }) => event)).toEqual([
        'post.publish.inbox_delivered',
      ]);
    },
  },
  {
    covers: 'states',
    row: 29,
    title: 'a creator may post a draft more than once: the ids are a list',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok);
      const { publishId } = await upload(tiktok, accessToken, { path: paths.inboxVideo });
      await untilStatus(tiktok, publishId, 'SEND_TO_USER_INBOX');
      await tiktok.control.publishDraft(publishId);
      await tiktok.control.publishDraft(publishId);
      const shown = await tiktok.receiver.waitFor('post.publish.publicly_available', 2);
      await tiktok.receiver.waitFor('post.publish.complete', 2);
      const { text } = await fetchStatus(tiktok, accessToken, publishId);
      expect(text).toContain('"status":"PUBLISH_COMPLETE"');
      for (const { content } of shown) expect(text).toContain(String(content.post_id));
      expect(text).toMatch(/"publicaly_available_post_id":\[\d{19},\d{19}\]/);
    },
  },
  {
    covers: 'states',
    title: 'a post that moderation refuses is complete and never gets an id',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok);
      await tiktok.control.nextOutcome({ moderation: 'refused' });
      const { publishId } = await upload(tiktok, accessToken);
      await untilStatus(tiktok, publishId, 'PUBLISH_COMPLETE');
      await tiktok.control.advance(3600);
      const status = await statusOf(tiktok, accessToken, publishId);
      expect(status.status).toBe('PUBLISH_COMPLETE');
      expect(status.publicaly_available_post_id ?? []).toEqual([]);
    },
  },
  {
    covers: 'states',
    title: 'moderation may take hours, and then the id comes',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok);
      await tiktok.control.nextOutcome({ moderation: 'held' });
      const { publishId } = await upload(tiktok, accessToken);
      await untilStatus(tiktok, publishId, 'PUBLISH_COMPLETE');
      await tiktok.control.advance(6 * 3600);
      const held = await statusOf(tiktok, accessToken, publishId);
      expect(held.publicaly_available_post_id ?? []).toEqual([]);
      await tiktok.control.moderate(publishId, 'passed');
      await tiktok.receiver.waitFor('post.publish.publicly_available');
      expect(await statusOf(tiktok, accessToken, publishId)).toMatchObject({
        publicaly_available_post_id: [expect.any(Number)],
      });
    },
  },
];
