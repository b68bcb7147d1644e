import { expect } from 'vitest';
import { send } from '../answer.ts';
import { directFile, fileSource, paths, post, publicPost, untilStatus, upload } from '../api.ts';
import { expectOk, expectRefusal, expectUnknownPath } from '../expect.ts';
import { signIn } from '../sign-in.ts';
import type { WireCase } from '../wire-case.ts';

const size = 100_000;
const guidelines =
  'Please review our integration guidelines at https://developers.tiktok.com/doc/content-sharing-guidelines/';

export const cases: readonly WireCase[] = [
  {
    covers: 'direct-video',
    title: 'the init of a file gives a publish id and an upload URL of at most 256 characters',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok);
      const answer = await post(tiktok, paths.directVideo, accessToken, directFile(size));
      expectOk(answer);
      expect(Object.keys(answer.data).sort()).toEqual(['publish_id', 'upload_url']);
      expect(String(answer.data.upload_url).length).toBeLessThanOrEqual(256);
      expect(String(answer.data.upload_url)).toMatch(/[?&]upload_id=.*[?&]upload_token=/);
    },
  },
  {
    covers: 'direct-video',
    title: 'what the creator set is what is posted',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok);
      const postInfo = {
        title: 'Crust test #bread @demobaker',
        privacy_level: 'MUTUAL_FOLLOW_FRIENDS',
        disable_duet: true,
        disable_comment: false,
        disable_stitch: true,
        video_cover_timestamp_ms: 500,
        brand_content_toggle: true,
        brand_organic_toggle: true,
        is_aigc: true,
      };
      const { publishId } = await upload(tiktok, accessToken, { postInfo });
      const posted = await untilStatus(tiktok, publishId, 'PUBLISH_COMPLETE');
      expect(posted.postInfo).toMatchObject({
        title: 'Crust test #bread @demobaker',
        privacyLevel: 'MUTUAL_FOLLOW_FRIENDS',
        disableDuet: true,
        disableComment: false,
        disableStitch: true,
        videoCoverTimestampMs: 500,
        brandContentToggle: true,
        brandOrganicToggle: true,
        isAigc: true,
      });
    },
  },
  {
    covers: 'direct-video',
    row: 23,
    title: 'a title has up to 2,200 UTF-16 units: an emoji counts two, not one and not four',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok);
      const init = (title: string) =>
        post(tiktok, paths.directVideo, accessToken, directFile(size, { title }));
      expectOk(await init('x'.repeat(2200)));
      expectOk(await init('😀'.repeat(1100)));
      expectRefusal(await init('x'.repeat(2201)), 400, 'invalid_params');
      expectRefusal(await init('😀'.repeat(1101)), 400, 'invalid_params');
    },
  },
  {
    covers: 'direct-video',
    row: 25,
    code: 'privacy_level_option_mismatch',
    title: "no audience, and one that is not among the creator's options, are refused",
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok, { creator: 'demogarden' });
      const init = (privacy_level?: string) =>
        post(tiktok, paths.directVideo, accessToken, directFile(size, { privacy_level }));
      expectRefusal(await init(undefined), 403, 'privacy_level_option_mismatch', guidelines);
      expectRefusal(await init('PUBLIC_TO_EVERYONE'), 403, 'privacy_level_option_mismatch', guidelines);
      expectOk(await init('FOLLOWER_OF_CREATOR'));
    },
  },
  {
    covers: 'direct-video',
    row: 27,
    code: 'privacy_level_option_mismatch',
    title: 'branded content cannot be private; the creator’s own brand can',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok);
      const init = (toggles: Record<string, boolean>) =>
        post(
          tiktok,
          paths.directVideo,
          accessToken,
          directFile(size, { privacy_level: 'SELF_ONLY', ...toggles }),
        );
      expectRefusal(await init({ brand_content_toggle: true }), 403, 'privacy_level_option_mismatch');
      expectOk(await init({ brand_organic_toggle: true }));
    },
  },
  {
    covers: 'direct-video',
    row: 21,
    title: 'the cover and is_aigc count only in post_info',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok);
      const misplaced = {
        post_info: publicPost,
        source_info: { ...fileSource(size), video_cover_timestamp_ms: 500 },
        is_aigc: true,
      };
      await post(tiktok, paths.directVideo, accessToken, misplaced);
      const [misplacedPost] = await tiktok.control.posts();
      expect(misplacedPost?.postInfo).toMatchObject({ videoCoverTimestampMs: null, isAigc: false });
      const placed = { video_cover_timestamp_ms: 500, is_aigc: true };
      await post(tiktok, paths.directVideo, accessToken, directFile(size, placed));
      const [, placedPost] = await tiktok.control.posts();
      expect(placedPost?.postInfo).toMatchObject({ videoCoverTimestampMs: 500, isAigc: true });
    },
  },
  {
    covers: 'direct-video',
    row: 37,
    title: 'nothing schedules, deletes or edits a post, and nothing sets music or a cover picture',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok);
      const postInfo = {
        schedule_time: 4_000_000_000,
        cover_image_url: 'https://x.example/c.jpg',
        music_id: '7',
      };
      const { publishId } = await upload(tiktok, accessToken, { postInfo });
      const posted = await untilStatus(tiktok, publishId, 'PUBLISH_COMPLETE');
      for (const value of Object.values(postInfo))
        expect(Object.values(posted.postInfo ?? {})).not.toContain(value);
      for (const path of ['/v2/video/delete/', '/v2/post/publish/delete/', '/v2/video/edit/']) {
        expectUnknownPath(await send(`${tiktok.url}${path}`, { method: 'POST' }));
      }
    },
  },
  {
    covers: 'direct-video',
    code: 'scope_not_authorized',
    title: 'it needs video.publish',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok, { granted: ['user.info.basic', 'video.upload'] });
      const answer = await post(tiktok, paths.directVideo, accessToken, directFile(size));
      expectRefusal(answer, 401, 'scope_not_authorized');
    },
  },
];
