import { expect } from 'vitest';
import { paths, post, untilStatus, upload } from '../api.ts';
import { expectOk, expectRefusal } from '../expect.ts';
import { signIn } from '../sign-in.ts';
import type { WireCase } from '../wire-case.ts';

export const cases: readonly WireCase[] = [
  {
    covers: 'creator-info',
    row: 35,
    title: 'exactly the documented fields come: no can_post_more, no is_verified_user',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok);
      const answer = await post(tiktok, paths.creatorInfo, accessToken);
      expectOk(answer);
      expect(answer.data).toEqual({
        creator_avatar_url: expect.stringMatching(/^https?:/),
        creator_username: 'demobaker',
        creator_nickname: 'Demo Baker',
        privacy_level_options: ['PUBLIC_TO_EVERYONE', 'MUTUAL_FOLLOW_FRIENDS', 'SELF_ONLY'],
        comment_disabled: false,
        duet_disabled: false,
        stitch_disabled: false,
        max_video_post_duration_sec: 600,
      });
    },
  },
  {
    covers: 'creator-info',
    row: 25,
    title: 'a private account offers no public audience, and neither duets nor stitches',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok, { creator: 'demogarden' });
      const { data } = await post(tiktok, paths.creatorInfo, accessToken);
      expect(data).toMatchObject({
        privacy_level_options: ['FOLLOWER_OF_CREATOR', 'MUTUAL_FOLLOW_FRIENDS', 'SELF_ONLY'],
        duet_disabled: true,
        stitch_disabled: true,
      });
    },
  },
  {
    covers: 'creator-info',
    row: 25,
    title: "the creator's own settings and longest video come, and they can change between two calls",
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok, { creator: 'demochef' });
      const before = await post(tiktok, paths.creatorInfo, accessToken);
      expect(before.data).toMatchObject({ comment_disabled: false, max_video_post_duration_sec: 180 });
      await tiktok.control.creator({ username: 'demochef', commentDisabled: true, privateAccount: true });
      const after = await post(tiktok, paths.creatorInfo, accessToken);
      expect(after.data).toMatchObject({ comment_disabled: true, duet_disabled: true });
      expect(after.data.privacy_level_options).not.toContain('PUBLIC_TO_EVERYONE');
    },
  },
  {
    covers: 'creator-info',
    code: 'scope_not_authorized',
    title: 'it needs video.publish; video.upload is not enough',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok, { granted: ['user.info.basic', 'video.upload'] });
      expectRefusal(await post(tiktok, paths.creatorInfo, accessToken), 401, 'scope_not_authorized');
    },
  },
  {
    covers: 'creator-info',
    row: 9,
    code: 'spam_risk_too_many_posts',
    title: 'the daily cap comes with HTTP 200 here and with 403 at the init',
    async run(tiktok) {
      await tiktok.control.creator({ username: 'demobaker', dailyPostCap: 1 });
      const { accessToken } = await signIn(tiktok);
      const { publishId } = await upload(tiktok, accessToken);
      await untilStatus(tiktok, publishId, 'PUBLISH_COMPLETE');
      const info = await post(tiktok, paths.creatorInfo, accessToken);
      expectRefusal(info, 200, 'spam_risk_too_many_posts');
      await expect(upload(tiktok, accessToken)).rejects.toThrow('spam_risk_too_many_posts');
    },
  },
];
