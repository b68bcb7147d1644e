import { userInfoFieldsFor, videoFields } from '@postbus/tiktok';
import { expect } from 'vitest';
import { type ClientCase, errorOf, refusal } from '../client-case.ts';

export const cases: ClientCase[] = [
  {
    covers: 'user-info',
    row: 11,
    title: 'user info gives every field that the granted scopes cover',
    async run({ client, signIn }) {
      const { accessToken, openId, grantedScopes } = await signIn();
      const info = await client.userInfo(accessToken, userInfoFieldsFor(grantedScopes));
      expect(info).toMatchObject({
        openId,
        displayName: 'Demo Baker',
        username: 'demobaker',
        isVerified: false,
      });
      expect(Object.keys(info)).toHaveLength(14);
    },
  },
  {
    covers: 'user-info',
    code: 'scope_permission_missed',
    disposition: 'reauth',
    title: 'a field that the scopes do not cover asks for more scopes',
    async run({ client, signIn }) {
      const { accessToken, grantedScopes } = await signIn('demobaker', ['user.info.basic']);
      expect(userInfoFieldsFor(grantedScopes)).not.toContain('followerCount');
      const info = client.userInfo(accessToken, ['openId', 'followerCount']);
      expect(await errorOf(info)).toEqual(refusal('scope_permission_missed', 400, 'reauth'));
    },
  },
  {
    covers: 'video-list',
    row: 12,
    title: 'the list gives every public post once, the newest first, over many pages',
    async run({ client, signIn, control }) {
      const { accessToken } = await signIn();
      const made: string[] = [];
      for (let at = 0; at < 47; at += 1) {
        made.push((await control.postByHand('demobaker', { createdSecondsAgo: 4700 - at * 100 })).postId);
      }
      await control.postByHand('demobaker', { privacyLevel: 'SELF_ONLY' });
      const listed: string[] = [];
      for await (const { id } of client.listVideos(accessToken, { fields: ['id'] })) listed.push(id);
      expect(listed).toEqual(made.reverse());
    },
  },
  {
    covers: 'video-list',
    row: 13,
    title: 'posts of one second come once each, and the list goes on from any time',
    async run({ client, signIn, control }) {
      const { accessToken } = await signIn();
      for (let at = 0; at < 25; at += 1) await control.postByHand('demobaker', { createdSecondsAgo: 60 });
      const ids = new Set<string>();
      for await (const { id } of client.listVideos(accessToken, { fields: ['id'] })) ids.add(id);
      expect(ids.size).toBe(25);
      const cursor = Date.now() - 3_600_000;
      const { videos, hasMore } = await client.videoPage(accessToken, { fields: ['id'], cursor });
      expect([videos, hasMore]).toEqual([[], false]);
    },
  },
  {
    covers: 'video-query',
    title: 'a query gives what is known now, and leaves out the posts of others',
    async run({ client, signIn, control }) {
      const { accessToken } = await signIn();
      const { postId } = await control.postByHand('demobaker', { title: 'Crust #bread' });
      const { postId: foreign } = await control.postByHand('demochef');
      await control.figures({ postId, viewCount: 912, likeCount: 40 });
      const videoIds = [postId, foreign];
      const videos = await client.queryVideos(accessToken, {
        videoIds,
        fields: ['title', 'viewCount', 'likeCount'],
      });
      expect(videos).toEqual([{ id: postId, title: 'Crust #bread', viewCount: 912, likeCount: 40 }]);
    },
  },
  {
    covers: 'video-object',
    title: 'a video has every documented field, and its id loses no digit',
    async run({ client, signIn, control }) {
      const { accessToken } = await signIn();
      const { postId } = await control.postByHand('demobaker', { title: 'x'.repeat(500), isAigc: true });
      const [video] = await client.queryVideos(accessToken, { videoIds: [postId], fields: [...videoFields] });
      expect(Object.keys(video ?? {}).sort()).toEqual([...videoFields].sort());
      expect(video).toMatchObject({ id: postId, isAigc: true });
      expect(BigInt(postId) > 2n ** 53n).toBe(true);
      expect(video?.title).toHaveLength(150);
    },
  },
];
