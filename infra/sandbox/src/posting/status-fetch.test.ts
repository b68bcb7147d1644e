import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Harness, startHarness } from '../testing/harness.ts';
import { makeVideo } from '../testing/video.ts';

let tiktok: Harness;
beforeAll(async () => {
  tiktok = await startHarness();
});
afterAll(() => tiktok.close());
beforeEach(() => tiktok.control('reset', {}));

test('post ids are bare 64-bit numbers that no double can hold', async () => {
  const { accessToken } = await tiktok.signIn();
  const publishId = await tiktok.publish(accessToken, await makeVideo());
  const { postId } = await tiktok.postWhen(publishId, (post) => post.posts[0]?.moderation === 'passed');
  const { text } = await tiktok.status(accessToken, publishId);
  expect(text).toContain(`"publicaly_available_post_id":[${postId}]`);
  expect(BigInt(postId)).toBeGreaterThan(2n ** 53n);
  expect(`${JSON.parse(text).data.publicaly_available_post_id[0]}`).not.toBe(postId);
});

test('a post that not everyone may see never gets an id', async () => {
  const { accessToken } = await tiktok.signIn();
  const publishId = await tiktok.publish(accessToken, await makeVideo(), { privacy_level: 'SELF_ONLY' });
  await tiktok.ended(publishId);
  await tiktok.control('clock', { advanceSeconds: 3600 });
  expect((await tiktok.status(accessToken, publishId)).json.data).toMatchObject({
    status: 'PUBLISH_COMPLETE',
    publicaly_available_post_id: [],
  });
});

test('a failed post is HTTP 200 and error.code ok', async () => {
  const { accessToken } = await tiktok.signIn();
  const publishId = await tiktok.publish(accessToken, await makeVideo({ width: 200, height: 200 }));
  await tiktok.ended(publishId);
  const { status, json } = await tiktok.status(accessToken, publishId);
  expect([status, json.error.code]).toEqual([200, 'ok']);
  expect(json.data).toMatchObject({ status: 'FAILED', fail_reason: 'picture_size_check_failed' });
});

test('an unknown publish id is invalid_params with the code as its message, or the documented code', async () => {
  const { accessToken } = await tiktok.signIn();
  const { status, json } = await tiktok.status(accessToken, 'v_pub_file~v2-1.1');
  expect(status).toBe(400);
  expect(json.error).toMatchObject({ code: 'invalid_params', message: 'invalid_publish_id' });
  await tiktok.control('settings', { unknownPublishId: 'invalid_publish_id' });
  expect((await tiktok.status(accessToken, 'x')).json.error.code).toBe('invalid_publish_id');
});

test('a new publish id may be unknown for a moment, as a switch', async () => {
  await tiktok.control('settings', { publishIdLagMs: 10_000 });
  const { accessToken } = await tiktok.signIn();
  const { json } = await tiktok.directInit(accessToken);
  const early = await tiktok.status(accessToken, json.data.publish_id);
  expect(early.json.error.message).toBe('invalid_publish_id');
  await tiktok.control('clock', { advanceSeconds: 10 });
  const later = await tiktok.status(accessToken, json.data.publish_id);
  expect(later.json.data.status).toBe('PROCESSING_UPLOAD');
});

test("another creator's publish id is refused", async () => {
  const [baker, chef] = [await tiktok.signIn('demobaker'), await tiktok.signIn('demochef')];
  const { json } = await tiktok.directInit(baker.accessToken);
  const answer = await tiktok.status(chef.accessToken, json.data.publish_id);
  expect([answer.status, answer.json.error.code]).toEqual([
    400,
    'token_not_authorized_for_specified_publish_id',
  ]);
});

test('status may be asked 30 times a minute per token, with either posting scope', async () => {
  const uploader = await tiktok.signIn('demobaker', ['video.upload']);
  const publishId = (await tiktok.inboxInit(uploader.accessToken)).json.data.publish_id;
  for (let call = 0; call < 30; call += 1) {
    expect((await tiktok.status(uploader.accessToken, publishId)).status).toBe(200);
  }
  expect((await tiktok.status(uploader.accessToken, publishId)).status).toBe(429);
  const publisher = await tiktok.signIn('demobaker', ['video.publish']);
  expect((await tiktok.status(publisher.accessToken, publishId)).status).toBe(200);
  const reader = await tiktok.signIn('demobaker', ['user.info.basic']);
  expect((await tiktok.status(reader.accessToken, publishId)).json.error.code).toBe('scope_not_authorized');
});
