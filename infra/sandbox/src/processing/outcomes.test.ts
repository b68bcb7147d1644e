import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Harness, startHarness } from '../testing/harness.ts';
import { startReceiver } from '../testing/receiver.ts';
import { makeVideo } from '../testing/video.ts';

let receiver: Awaited<ReturnType<typeof startReceiver>>;
let tiktok: Harness;
let accessToken: string;
let openId: string;
let video: Buffer;

beforeAll(async () => {
  video = await makeVideo();
  receiver = await startReceiver();
  tiktok = await startHarness({ webhookUrl: receiver.url });
});
afterAll(async () => {
  await tiktok.close();
  await receiver.close();
});
beforeEach(async () => {
  await tiktok.control('reset', {});
  receiver.received.length = 0;
  ({ accessToken, openId } = await tiktok.signIn());
});

const status = async (publishId: string) => (await tiktok.status(accessToken, publishId)).json.data;
const webhook = async (event: string) =>
  (await receiver.until((all) => all.some((one) => one.event === event))).find((one) => one.event === event);

describe('a direct post', () => {
  test('is in processing until the clock says otherwise', async () => {
    await tiktok.control('settings', { processingMs: 60_000 });
    const publishId = await tiktok.publish(accessToken, video);
    expect(await status(publishId)).toEqual({ status: 'PROCESSING_UPLOAD', uploaded_bytes: video.length });
    await tiktok.control('clock', { advanceSeconds: 60 });
    expect((await tiktok.ended(publishId)).status).toBe('PUBLISH_COMPLETE');
  });

  test('is complete first and publicly available after moderation', async () => {
    await tiktok.control('settings', { moderationMs: 60_000 });
    const publishId = await tiktok.publish(accessToken, video);
    await webhook('post.publish.complete');
    expect((await status(publishId)).publicaly_available_post_id).toEqual([]);
    await tiktok.control('clock', { advanceSeconds: 60 });
    const available = await webhook('post.publish.publicly_available');
    expect(available?.content).toEqual({
      publish_id: publishId,
      publish_type: 'DIRECT_PUBLISH',
      post_id: expect.stringMatching(/^\d{19}$/),
    });
  });

  test('fails for the reason that a test has planned, once', async () => {
    await tiktok.control('outcomes', { username: 'demobaker', failReason: 'spam_risk_text' });
    const failed = await tiktok.publish(accessToken, video);
    expect((await webhook('post.publish.failed'))?.content).toEqual({
      publish_id: failed,
      publish_type: 'DIRECT_PUBLISH',
      reason: 'spam_risk_text',
    });
    expect(await status(failed)).toMatchObject({ status: 'FAILED', fail_reason: 'spam_risk_text' });
    const next = await tiktok.ended(await tiktok.publish(accessToken, video));
    expect(next.status).toBe('PUBLISH_COMPLETE');
  });

  test('that moderation refuses stays complete and never becomes public', async () => {
    await tiktok.control('outcomes', { moderation: 'refused' });
    const publishId = await tiktok.publish(accessToken, video);
    await tiktok.ended(publishId);
    await tiktok.control('clock', { advanceSeconds: 3600 });
    expect(await status(publishId)).toMatchObject({
      status: 'PUBLISH_COMPLETE',
      publicaly_available_post_id: [],
    });
  });

  test('that moderation holds becomes public when the test lets it', async () => {
    await tiktok.control('outcomes', { moderation: 'held' });
    const publishId = await tiktok.publish(accessToken, video);
    await tiktok.ended(publishId);
    await tiktok.control(`posts/${publishId}/moderation`, { outcome: 'passed' });
    await webhook('post.publish.publicly_available');
    expect((await status(publishId)).publicaly_available_post_id).toHaveLength(1);
  });

  test('that is removed loses its id and tells so, in the spelling of TikTok', async () => {
    const publishId = await tiktok.publish(accessToken, video);
    const available = await webhook('post.publish.publicly_available');
    await tiktok.control(`posts/${publishId}/remove`, undefined, 'POST');
    const gone = await webhook('post.publish.no_longer_publicaly_available');
    expect(gone?.content).toEqual(available?.content);
    expect((await status(publishId)).publicaly_available_post_id).toEqual([]);
  });

  test('over the daily cap at the moment of publishing fails', async () => {
    await tiktok.control('creators', { username: 'demobaker', dailyPostCap: 1 });
    await tiktok.control('settings', { processingMs: 60_000 });
    const ids = [await tiktok.publish(accessToken, video), await tiktok.publish(accessToken, video)];
    await tiktok.control('clock', { advanceSeconds: 60 });
    const posts = await Promise.all(ids.map(tiktok.ended));
    expect(posts.map(({ failReason }) => failReason).sort()).toEqual([null, 'spam_risk_too_many_posts']);
  });

  test('of a creator who was banned meanwhile fails', async () => {
    await tiktok.control('settings', { processingMs: 60_000 });
    const publishId = await tiktok.publish(accessToken, video);
    await tiktok.control('creators', { username: 'demobaker', banned: true });
    await tiktok.control('clock', { advanceSeconds: 60 });
    expect((await tiktok.ended(publishId)).failReason).toBe('spam_risk_user_banned_from_posting');
  });
});

describe('a draft', () => {
  test('goes to the inbox, and is published each time that the creator posts it', async () => {
    const publishId = await tiktok.draft(accessToken, video);
    expect((await webhook('post.publish.inbox_delivered'))?.content).toEqual({
      publish_id: publishId,
      publish_type: 'INBOX_SHARE',
    });
    expect((await status(publishId)).status).toBe('SEND_TO_USER_INBOX');
    await tiktok.control(`posts/${publishId}/publish`, {});
    await tiktok.control(`posts/${publishId}/publish`, { privacyLevel: 'PUBLIC_TO_EVERYONE' });
    await receiver.until(
      (all) => all.filter(({ event }) => event.endsWith('publicly_available')).length === 2,
    );
    expect(receiver.events().filter((event) => event === 'post.publish.complete')).toHaveLength(2);
    const { status: after, publicaly_available_post_id: ids } = await status(publishId);
    expect([after, ids.length]).toEqual(['PUBLISH_COMPLETE', 2]);
  });

  test('cannot be posted before it is in the inbox', async () => {
    const { json } = await tiktok.inboxInit(accessToken);
    const early = await tiktok.control(`posts/${json.data.publish_id}/publish`, {});
    expect([early.status, early.json.error.code]).toEqual([409, 'not_in_inbox']);
  });
});

describe('a creator who removes the app', () => {
  test('kills the tokens first, fails what is running, and sends the reason', async () => {
    await tiktok.control('settings', { processingMs: 60_000 });
    const publishId = await tiktok.publish(accessToken, video);
    await tiktok.control('grants/revoke', { openId, reason: 2 });
    const removed = await webhook('authorization.removed');
    expect(removed?.envelope).toMatchObject({ user_openid: openId, content: '{"reason": 2 }' });
    expect((await webhook('post.publish.failed'))?.content.reason).toBe('auth_removed');
    expect((await tiktok.status(accessToken, publishId)).json.error.code).toBe('access_token_invalid');
  });

  test('by the developer is reason 5', async () => {
    await tiktok.form('/v2/oauth/revoke/', { ...tiktok.credentials, token: accessToken });
    expect((await webhook('authorization.removed'))?.content).toEqual({ reason: 5 });
  });
});
