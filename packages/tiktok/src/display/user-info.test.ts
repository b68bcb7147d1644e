import { expect, test } from 'vitest';
import { userInfoFieldsFor } from '../index.ts';
import { clientOf, errorOf } from '../testing/client.ts';
import { ok, startHttpServer } from '../testing/http-server.ts';

test('asks by GET for the fields under their own names and gives what came', async () => {
  const { url, requests } = await startHttpServer(() =>
    ok({
      user: {
        open_id: '-000DemoOpenId_1',
        avatar_url_100: 'https://p16/demo',
        follower_count: 1520,
        new_field: 1,
      },
    }),
  );
  const info = await clientOf(url).userInfo('act.demo!5259', ['openId', 'avatarUrl100', 'followerCount']);
  expect(info).toEqual({ openId: '-000DemoOpenId_1', avatarUrl100: 'https://p16/demo', followerCount: 1520 });
  expect(requests[0]).toMatchObject({
    method: 'GET',
    url: '/v2/user/info/?fields=open_id,avatar_url_100,follower_count',
    body: '',
  });
  expect(requests[0]?.headers.authorization).toBe('Bearer act.demo!5259');
});

test("every field has TikTok's name on the wire", async () => {
  const { url, requests } = await startHttpServer(() => ok({ user: {} }));
  const scopes = ['user.info.basic', 'user.info.profile', 'user.info.stats'];
  await clientOf(url).userInfo('act.demo', userInfoFieldsFor(scopes));
  expect(requests[0]?.url.split('=')[1]?.split(',')).toEqual([
    'open_id',
    'union_id',
    'avatar_url',
    'avatar_url_100',
    'avatar_large_url',
    'display_name',
    'bio_description',
    'profile_deep_link',
    'username',
    'is_verified',
    'follower_count',
    'following_count',
    'likes_count',
    'video_count',
  ]);
});

test('only fields that the granted scopes cover are worth asking for', () => {
  expect(userInfoFieldsFor(['user.info.stats', 'video.list'])).toEqual([
    'followerCount',
    'followingCount',
    'likesCount',
    'videoCount',
  ]);
});

test('asking for nothing is refused before the wire', async () => {
  const { url, requests } = await startHttpServer(() => ok({ user: {} }));
  expect(await errorOf(clientOf(url).userInfo('act.demo', []))).toMatchObject({ field: 'fields' });
  expect(requests).toEqual([]);
});
