import { createHash, createHmac } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Harness, startHarness } from './testing/harness.ts';
import { startReceiver } from './testing/receiver.ts';
import { makeVideo } from './testing/video.ts';

let receiver: Awaited<ReturnType<typeof startReceiver>>;
let tiktok: Harness;

beforeAll(async () => {
  receiver = await startReceiver();
  tiktok = await startHarness({ webhookUrl: receiver.url });
});
afterAll(async () => {
  await tiktok.close();
  await receiver.close();
});

test('a client that follows the reference publishes a video from consent to the signed webhook', async () => {
  const { query } = await tiktok.consent({ creator: 'demobaker' });
  expect(query.get('state')).toBe('k3Jq9d');
  const tokens = await tiktok.exchange(query.get('code') ?? '');
  const { access_token: accessToken, open_id: openId } = tokens.json;

  const user = await tiktok.call('/v2/user/info/?fields=open_id,display_name,username', {
    headers: { authorization: `Bearer ${accessToken}` },
  });
  expect(user.json.data.user).toEqual({ open_id: openId, display_name: 'Demo Baker', username: 'demobaker' });

  const creator = await tiktok.post('/v2/post/publish/creator_info/query/', accessToken);
  expect(creator.json.data).toMatchObject({
    creator_username: 'demobaker',
    privacy_level_options: ['PUBLIC_TO_EVERYONE', 'MUTUAL_FOLLOW_FRIENDS', 'SELF_ONLY'],
  });

  const video = await makeVideo({ bytesPerFrame: 200_000 });
  const chunk = Math.floor(video.length / 2);
  const init = await tiktok.directInit(accessToken, {
    sourceInfo: { video_size: video.length, chunk_size: chunk, total_chunk_count: 2 },
  });
  expect(init.json.error.code).toBe('ok');
  const { publish_id: publishId, upload_url: uploadUrl } = init.json.data;
  const first = await tiktok.put(uploadUrl, video.subarray(0, chunk), `bytes 0-${chunk - 1}/${video.length}`);
  expect(first.status).toBe(206);
  expect(first.headers.get('content-range')).toBe(`bytes 0-${chunk - 1}/${video.length}`);
  const half = await tiktok.status(accessToken, publishId);
  expect(half.json.data).toEqual({ status: 'PROCESSING_UPLOAD', uploaded_bytes: chunk });
  const range = `bytes ${chunk}-${video.length - 1}/${video.length}`;
  const second = await tiktok.put(uploadUrl, video.subarray(chunk), range);
  expect(second.status).toBe(201);

  await receiver.until((received) => received.length === 2);
  const [complete, available] = receiver.received;
  expect(complete).toMatchObject({
    event: 'post.publish.complete',
    content: { publish_id: publishId, publish_type: 'DIRECT_PUBLISH' },
    envelope: { client_key: tiktok.app.clientKey, user_openid: openId },
  });
  expect(available?.event).toBe('post.publish.publicly_available');
  for (const { signature, body } of receiver.received) {
    const [, timestamp, hex] = signature.match(/^t=(\d+),s=([0-9a-f]{64})$/) ?? [];
    const expected = createHmac('sha256', tiktok.app.clientSecret)
      .update(`${timestamp}.${body}`)
      .digest('hex');
    expect(hex).toBe(expected);
  }

  const status = await tiktok.status(accessToken, publishId);
  const postId = available?.content.post_id;
  expect(postId).toMatch(/^\d{19}$/);
  expect(status.text).toContain(`"publicaly_available_post_id":[${postId}]`);
  expect(status.json.data).toMatchObject({ status: 'PUBLISH_COMPLETE', uploaded_bytes: video.length });

  const { json } = await tiktok.control('posts');
  const sha256 = createHash('sha256').update(video).digest('hex');
  expect(json.posts).toMatchObject([
    { postId, publishId, username: 'demobaker', caption: 'Crust test #bread', bytes: video.length, sha256 },
  ]);
});
