import { expect } from 'vitest';
import type { RunningTiktok } from '../../support/start-tiktok.ts';
import { paths, untilStatus, upload } from '../api.ts';
import { signIn } from '../sign-in.ts';
import type { WireCase } from '../wire-case.ts';

async function posted(tiktok: RunningTiktok, path = paths.directVideo) {
  const { accessToken, openId } = await signIn(tiktok);
  const { publishId } = await upload(tiktok, accessToken, { path });
  return { publishId, openId };
}

export const cases: readonly WireCase[] = [
  {
    covers: 'webhook-envelope',
    row: 32,
    title: 'the envelope has client_key, event, create_time in seconds, user_openid, and content as a string',
    async run(tiktok) {
      const { openId, publishId } = await posted(tiktok);
      const [delivery] = await tiktok.receiver.waitFor('post.publish.complete');
      const envelope: Record<string, unknown> = JSON.parse(delivery?.body.toString() ?? '{}');
      expect(envelope).toEqual({
        client_key: tiktok.clientKey,
        event: 'post.publish.complete',
        create_time: expect.any(Number),
        user_openid: openId,
        content: expect.any(String),
      });
      expect(Math.abs(Number(envelope.create_time) - Date.now() / 1000)).toBeLessThan(600);
      const content: Record<string, unknown> = JSON.parse(String(envelope.content));
      expect(content).toMatchObject({ publish_id: publishId });
      expect(delivery?.headers['content-type']).toMatch(/^application\/json/);
    },
  },
  {
    covers: 'webhook-events',
    row: 33,
    event: 'post.publish.complete',
    title: 'a direct post tells post.publish.complete with DIRECT_PUBLISH, and never video.publish.completed',
    async run(tiktok) {
      const { publishId } = await posted(tiktok);
      const [complete] = await tiktok.receiver.waitFor('post.publish.complete');
      expect(complete?.content).toEqual({ publish_id: publishId, publish_type: 'DIRECT_PUBLISH' });
      await tiktok.receiver.waitFor('post.publish.publicly_available');
      const events = tiktok.receiver.deliveries().map(({ event }) => event);
      expect(events.every((event) => event.startsWith('post.publish.'))).toBe(true);
    },
  },
  {
    covers: 'webhook-events',
    event: 'post.publish.publicly_available',
    title: 'a post that everybody can see tells its id as a string',
    async run(tiktok) {
      const { publishId } = await posted(tiktok);
      const [shown] = await tiktok.receiver.waitFor('post.publish.publicly_available');
      expect(shown?.content).toEqual({
        publish_id: publishId,
        post_id: expect.stringMatching(/^\d{19}$/),
        publish_type: 'DIRECT_PUBLISH',
      });
    },
  },
  {
    covers: 'webhook-events',
    event: 'post.publish.no_longer_publicaly_available',
    title: 'a post that is removed or made private tells the misspelt no_longer_publicaly_available',
    async run(tiktok) {
      const { publishId } = await posted(tiktok);
      const [shown] = await tiktok.receiver.waitFor('post.publish.publicly_available');
      await tiktok.control.removePost(publishId);
      const [hidden] = await tiktok.receiver.waitFor('post.publish.no_longer_publicaly_available');
      expect(hidden?.content).toEqual({
        publish_id: publishId,
        post_id: shown?.content.post_id,
        publish_type: 'DIRECT_PUBLISH',
      });
    },
  },
  {
    covers: 'webhook-events',
    event: 'post.publish.inbox_delivered',
    title: 'a draft tells inbox_delivered, and complete when the creator posts it, both with INBOX_SHARE',
    async run(tiktok) {
      const { publishId } = await posted(tiktok, paths.inboxVideo);
      const [delivered] = await tiktok.receiver.waitFor('post.publish.inbox_delivered');
      expect(delivered?.content).toEqual({ publish_id: publishId, publish_type: 'INBOX_SHARE' });
      await tiktok.control.publishDraft(publishId);
      const [complete] = await tiktok.receiver.waitFor('post.publish.complete');
      expect(complete?.content).toMatchObject({ publish_id: publishId, publish_type: 'INBOX_SHARE' });
    },
  },
  {
    covers: 'webhook-events',
    event: 'post.publish.failed',
    title: 'a failure tells its reason, which the status calls fail_reason',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok);
      const { publishId } = await upload(tiktok, accessToken, { file: Buffer.from('no video') });
      const [failed] = await tiktok.receiver.waitFor('post.publish.failed');
      expect(failed?.content).toEqual({
        publish_id: publishId,
        reason: 'file_format_check_failed',
        publish_type: 'DIRECT_PUBLISH',
      });
    },
  },
  {
    covers: 'webhook-events',
    event: 'authorization.removed',
    title: 'a grant that ends tells its reason, 0 to 5, and the token is dead by then',
    async run(tiktok) {
      for (const reason of [0, 1, 2, 3, 4, 5]) {
        const { openId } = await signIn(tiktok);
        await tiktok.control.revokeGrant(openId, reason);
        const removed = await tiktok.receiver.waitFor('authorization.removed', reason + 1);
        expect(removed.at(-1)).toMatchObject({ userOpenId: openId, content: { reason } });
      }
    },
  },
  {
    covers: 'webhook-delivery',
    title: 'anything but 200 is tried again with growing gaps, with the same body, until it is 200',
    async run(tiktok) {
      tiktok.receiver.answerWith([500, 204, 302]);
      await posted(tiktok, paths.inboxVideo);
      await tiktok.receiver.waitFor('post.publish.inbox_delivered', 1);
      for (const [attempt, seconds] of [
        [2, 61],
        [3, 121],
        [4, 241],
      ] as const) {
        await tiktok.control.advance(seconds);
        await tiktok.receiver.waitFor('post.publish.inbox_delivered', attempt);
      }
      const attempts = tiktok.receiver.deliveries().map(({ body }) => body.toString());
      expect(new Set(attempts).size).toBe(1);
      await tiktok.control.advance(7200);
      expect(tiktok.receiver.deliveries()).toHaveLength(4);
    },
  },
  {
    covers: 'webhook-delivery',
    title: 'after 72 hours a webhook is dropped',
    async run(tiktok) {
      tiktok.receiver.answerWith(Array.from({ length: 1000 }, () => 503));
      const { publishId } = await posted(tiktok, paths.inboxVideo);
      await tiktok.receiver.waitFor('post.publish.inbox_delivered', 1);
      await tiktok.control.advance(73 * 3600);
      await tiktok.receiver.waitFor('post.publish.inbox_delivered', 2);
      const before = tiktok.receiver.deliveries().length;
      await tiktok.control.advance(3 * 3600);
      await untilStatus(tiktok, publishId, 'SEND_TO_USER_INBOX');
      expect(tiktok.receiver.deliveries()).toHaveLength(before);
    },
  },
  {
    covers: 'webhook-delivery',
    title: 'the same event may come twice',
    async run(tiktok) {
      await tiktok.control.webhookFault({ kind: 'duplicate', event: 'post.publish.complete' });
      await posted(tiktok);
      const [first, second] = await tiktok.receiver.waitFor('post.publish.complete', 2);
      expect(first?.body.equals(second?.body ?? Buffer.alloc(0))).toBe(true);
    },
  },
];
