import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { jpeg, webp } from '../../support/media.ts';
import type { RunningTiktok } from '../../support/start-tiktok.ts';
import { paths, photoBody, post, untilStatus } from '../api.ts';
import { expectOk, expectRefusal } from '../expect.ts';
import { signIn } from '../sign-in.ts';
import type { WireCase } from '../wire-case.ts';

const twoPhotos = (tiktok: RunningTiktok) => [
  tiktok.media.serve('1.jpg', jpeg(1080, 720), 'image/jpeg'),
  tiktok.media.serve('2.webp', webp(720, 1080), 'image/webp'),
];

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

export const cases: readonly WireCase[] = [
  {
    covers: 'photos',
    title: 'a direct post of a JPEG and a WebP is published with both, byte for byte',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok);
      const info = { title: 'Three loaves', description: 'Which one? #bread', auto_add_music: true };
      const answer = await post(
        tiktok,
        paths.photos,
        accessToken,
        photoBody('DIRECT_POST', twoPhotos(tiktok), info),
      );
      expectOk(answer);
      expect(Object.keys(answer.data)).toEqual(['publish_id']);
      expect(answer.data.publish_id).toMatch(/^p_pub_url~v2\.\d{19}$/);
      const posted = await untilStatus(tiktok, String(answer.data.publish_id), 'PUBLISH_COMPLETE');
      expect(posted.media).toBe('photo');
      expect(posted.postInfo).toMatchObject({
        title: info.title,
        description: info.description,
        autoAddMusic: true,
      });
      expect(posted.photos.map((photo) => photo.sha256)).toEqual([
        sha256(jpeg(1080, 720)),
        sha256(webp(720, 1080)),
      ]);
    },
  },
  {
    covers: 'photos',
    title: 'MEDIA_UPLOAD ends in the inbox, with title and description filled in',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok, { granted: ['video.upload'] });
      const info = { title: 'Draft', description: 'For later' };
      const body = photoBody('MEDIA_UPLOAD', twoPhotos(tiktok), info);
      const { data } = await post(tiktok, paths.photos, accessToken, body);
      expect(data.publish_id).toMatch(/^p_(inbox|pub)_url~v2\.\d{19}$/);
      const draft = await untilStatus(tiktok, String(data.publish_id), 'SEND_TO_USER_INBOX');
      expect(draft.postInfo).toMatchObject(info);
    },
  },
  {
    covers: 'photos',
    row: 20,
    title: 'post_mode and media_type inside source_info are missing at the top, and so refused',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok);
      const { media_type, post_mode, ...rest } = photoBody('DIRECT_POST', twoPhotos(tiktok));
      const inside = { ...rest, source_info: { ...rest.source_info, media_type, post_mode } };
      expectRefusal(await post(tiktok, paths.photos, accessToken, inside), 400, 'invalid_params');
      const noType = { ...rest, post_mode };
      expectRefusal(await post(tiktok, paths.photos, accessToken, noType), 400, 'invalid_params');
      const video = { ...rest, post_mode, media_type: 'VIDEO' };
      expectRefusal(await post(tiktok, paths.photos, accessToken, video), 400, 'invalid_params');
    },
  },
  {
    covers: 'photos',
    row: 21,
    title: 'is_aigc labels photos at the top level, not in post_info',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok);
      const body = photoBody('DIRECT_POST', twoPhotos(tiktok));
      await post(tiktok, paths.photos, accessToken, { ...body, is_aigc: true });
      await post(
        tiktok,
        paths.photos,
        accessToken,
        photoBody('DIRECT_POST', twoPhotos(tiktok), { is_aigc: true }),
      );
      const [top, inPostInfo] = await tiktok.control.posts();
      expect(top?.postInfo).toMatchObject({ isAigc: true });
      expect(inPostInfo?.postInfo).toMatchObject({ isAigc: false });
    },
  },
  {
    covers: 'photos',
    row: 23,
    title: 'a title has up to 90 and a description up to 4,000 UTF-16 units',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok);
      const init = (info: object) =>
        post(tiktok, paths.photos, accessToken, photoBody('DIRECT_POST', twoPhotos(tiktok), { ...info }));
      expectOk(await init({ title: '😀'.repeat(45), description: '😀'.repeat(2000) }));
      expectRefusal(await init({ title: 'x'.repeat(91) }), 400, 'invalid_params');
      expectRefusal(await init({ title: '😀'.repeat(46) }), 400, 'invalid_params');
      expectRefusal(await init({ description: 'x'.repeat(4001) }), 400, 'invalid_params');
    },
  },
  {
    covers: 'photos',
    row: 24,
    title: 'photos come by URL only, 1 to 35 of them, with a cover among them',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok);
      await tiktok.control.settings({ limits: { photoInitPerMinute: 100 } });
      const url = tiktok.media.serve('1.jpg', jpeg(), 'image/jpeg');
      const init = (count: number, source: object = {}) => {
        const body = photoBody(
          'DIRECT_POST',
          Array.from({ length: count }, () => url),
        );
        return post(tiktok, paths.photos, accessToken, {
          ...body,
          source_info: { ...body.source_info, ...source },
        });
      };
      expectOk(await init(1));
      expectOk(await init(35, { photo_cover_index: 34 }));
      expectRefusal(await init(36), 400, 'invalid_params');
      expectRefusal(await init(0), 400, 'invalid_params');
      expectRefusal(await init(2, { photo_cover_index: 2 }), 400, 'invalid_params');
      expectRefusal(await init(1, { source: 'FILE_UPLOAD' }), 400, 'invalid_params');
    },
  },
  {
    covers: 'photos',
    row: 24,
    code: 'url_ownership_unverified',
    title: 'one photo from a host that the app does not own is enough to be refused',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok);
      const urls = [...twoPhotos(tiktok), 'https://elsewhere.example.invalid/3.jpg'];
      const answer = await post(tiktok, paths.photos, accessToken, photoBody('DIRECT_POST', urls));
      expectRefusal(answer, 403, 'url_ownership_unverified');
    },
  },
  {
    covers: 'photos',
    code: 'scope_not_authorized',
    title: 'DIRECT_POST needs video.publish, MEDIA_UPLOAD needs video.upload',
    async run(tiktok) {
      const modes = { DIRECT_POST: 'video.upload', MEDIA_UPLOAD: 'video.publish' } as const;
      for (const mode of ['DIRECT_POST', 'MEDIA_UPLOAD'] as const) {
        const { accessToken } = await signIn(tiktok, { granted: [modes[mode]] });
        const answer = await post(tiktok, paths.photos, accessToken, photoBody(mode, twoPhotos(tiktok)));
        expectRefusal(answer, 401, 'scope_not_authorized');
      }
    },
  },
  {
    covers: 'photos',
    row: 25,
    code: 'privacy_level_option_mismatch',
    title: 'a direct post needs an audience of the creator’s options, a draft needs none',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok, { creator: 'demogarden' });
      const direct = photoBody('DIRECT_POST', twoPhotos(tiktok));
      expectRefusal(
        await post(tiktok, paths.photos, accessToken, direct),
        403,
        'privacy_level_option_mismatch',
      );
      expectOk(await post(tiktok, paths.photos, accessToken, photoBody('MEDIA_UPLOAD', twoPhotos(tiktok))));
    },
  },
  {
    covers: 'photos',
    code: 'app_version_check_failed',
    title: 'a draft needs version 31.8 of the creator’s TikTok app; a direct post does not',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok);
      const draft = () =>
        post(tiktok, paths.photos, accessToken, photoBody('MEDIA_UPLOAD', twoPhotos(tiktok)));
      await tiktok.control.creator({ username: 'demobaker', appVersion: '31.7.9' });
      expectRefusal(await draft(), 400, 'app_version_check_failed');
      const direct = photoBody('DIRECT_POST', twoPhotos(tiktok));
      expectOk(await post(tiktok, paths.photos, accessToken, direct));
      await tiktok.control.creator({ username: 'demobaker', appVersion: '31.8.0' });
      expectOk(await draft());
    },
  },
];
