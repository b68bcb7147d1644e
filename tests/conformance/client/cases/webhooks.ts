import { parseWebhook, parseWebhookContent, verifyWebhookSignature } from '@postbus/tiktok';
import { expect } from 'vitest';
import type { WebhookEvent } from '../../vocabulary.ts';
import type { ClientCase, ClientContext } from '../client-case.ts';
import { publishVideo, statusWhen } from '../publish.ts';

/** What the client makes of a delivery that the sandbox really sent. */
async function received({ receiver, clientSecret, clientKey }: ClientContext, event: WebhookEvent) {
  const [delivery] = await receiver.waitFor(event);
  const header = delivery?.headers['tiktok-signature'];
  const rawBody = delivery?.body ?? Buffer.alloc(0);
  const check = { rawBody, toleranceSeconds: 300, now: new Date() };
  const judge = (secrets: string[]) => verifyWebhookSignature({ ...check, header: `${header}`, secrets });
  expect(judge([clientSecret])).toBe('valid');
  expect(judge(['the-next-secret', clientSecret])).toBe('valid');
  expect(judge(['another'])).toBe('mismatch');
  const webhook = parseWebhook(rawBody);
  expect(webhook).toMatchObject({ event, clientKey, userOpenId: delivery?.userOpenId });
  return parseWebhookContent(webhook.event, webhook.content);
}

export const cases: ClientCase[] = [
  {
    covers: 'webhook-signature',
    row: 31,
    event: 'post.publish.complete',
    title: 'a webhook about a published post is verified and read',
    async run(context) {
      const { accessToken } = await context.signIn();
      const publishId = await publishVideo(context, accessToken);
      expect(await received(context, 'post.publish.complete')).toMatchObject({
        event: 'post.publish.complete',
        publishId,
      });
    },
  },
  {
    covers: 'webhook-events',
    row: 32,
    event: 'post.publish.publicly_available',
    title: 'a webhook about a public post gives the id that the status gives',
    async run(context) {
      const { accessToken } = await context.signIn();
      const publishId = await publishVideo(context, accessToken);
      const content = await received(context, 'post.publish.publicly_available');
      const { postIds } = await context.client.fetchStatus(accessToken, publishId);
      expect(content).toMatchObject({ publishId, postId: postIds[0] });
    },
  },
  {
    covers: 'webhook-events',
    event: 'post.publish.no_longer_publicaly_available',
    title: 'a webhook about a post that went away is read under its misspelt name',
    async run(context) {
      const { accessToken } = await context.signIn();
      const publishId = await publishVideo(context, accessToken);
      await context.receiver.waitFor('post.publish.publicly_available');
      await context.control.removePost(publishId);
      const content = await received(context, 'post.publish.no_longer_publicaly_available');
      expect(content).toMatchObject({ publishId });
    },
  },
  {
    covers: 'webhook-events',
    event: 'post.publish.failed',
    title: 'a webhook about a failed post gives the reason',
    async run(context) {
      const { accessToken } = await context.signIn();
      await context.control.nextOutcome({ failReason: 'picture_size_check_failed' });
      const publishId = await publishVideo(context, accessToken);
      expect(await received(context, 'post.publish.failed')).toMatchObject({
        publishId,
        reason: 'picture_size_check_failed',
      });
    },
  },
  {
    covers: 'webhook-events',
    event: 'post.publish.inbox_delivered',
    title: 'a webhook about a draft in the inbox is read',
    async run(context) {
      const { accessToken } = await context.signIn();
      const publishId = await publishVideo(context, accessToken, { mode: 'inbox' });
      expect(await received(context, 'post.publish.inbox_delivered')).toMatchObject({ publishId });
    },
  },
  {
    covers: 'webhook-envelope',
    event: 'authorization.removed',
    title: 'a webhook about a grant that ended tells whose and why',
    async run(context) {
      const { openId } = await context.signIn();
      await context.control.revokeGrant(openId, 2);
      expect(await received(context, 'authorization.removed')).toMatchObject({
        event: 'authorization.removed',
        reason: 'account_deleted',
      });
    },
  },
  {
    covers: 'webhook-delivery',
    title: 'a webhook whose signature is wrong is seen through',
    async run(context) {
      await context.control.webhookFault({ kind: 'badSignature' });
      const { accessToken } = await context.signIn();
      const publishId = await publishVideo(context, accessToken, { privacyLevel: 'SELF_ONLY' });
      await statusWhen(context, accessToken, { publishId, status: 'PUBLISH_COMPLETE' });
      const [first] = await context.receiver.waitFor('post.publish.complete');
      const outcome = verifyWebhookSignature({
        header: `${first?.headers['tiktok-signature']}`,
        rawBody: first?.body ?? Buffer.alloc(0),
        secrets: [context.clientSecret],
        toleranceSeconds: 300,
        now: new Date(),
      });
      expect(outcome).toBe('mismatch');
    },
  },
];
