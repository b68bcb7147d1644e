import { expect } from 'vitest';
import { video } from '../../support/media.ts';
import { fileSource, paths, post, putWhole, untilStatus } from '../api.ts';
import { expectOk, expectRefusal } from '../expect.ts';
import { signIn } from '../sign-in.ts';
import type { WireCase } from '../wire-case.ts';

export const cases: readonly WireCase[] = [
  {
    covers: 'inbox-video',
    title: 'the init takes source_info alone and gives a publish id and an upload URL',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok, { granted: ['video.upload'] });
      const answer = await post(tiktok, paths.inboxVideo, accessToken, { source_info: fileSource(1000) });
      expectOk(answer);
      expect(Object.keys(answer.data).sort()).toEqual(['publish_id', 'upload_url']);
    },
  },
  {
    covers: 'inbox-video',
    row: 22,
    title: 'a post_info sent along changes nothing: the draft has no caption and no audience',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok);
      const file = await video();
      const { data } = await post(tiktok, paths.inboxVideo, accessToken, {
        post_info: { title: 'A caption for nobody', privacy_level: 'SELF_ONLY' },
        source_info: fileSource(file.length),
      });
      await putWhole(data.upload_url, file);
      const draft = await untilStatus(tiktok, String(data.publish_id), 'SEND_TO_USER_INBOX');
      expect(draft.caption ?? '').toBe('');
      expect(draft.privacyLevel ?? null).toBe(null);
    },
  },
  {
    covers: 'inbox-video',
    code: 'scope_not_authorized',
    title: 'it needs video.upload; video.publish is not enough',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok, { granted: ['user.info.basic', 'video.publish'] });
      const answer = await post(tiktok, paths.inboxVideo, accessToken, { source_info: fileSource(1000) });
      expectRefusal(answer, 401, 'scope_not_authorized');
    },
  },
  {
    covers: 'inbox-video',
    code: 'spam_risk_user_banned_from_posting',
    title: 'a banned creator gets no drafts',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok);
      await tiktok.control.creator({ username: 'demobaker', banned: true });
      const answer = await post(tiktok, paths.inboxVideo, accessToken, { source_info: fileSource(1000) });
      expectRefusal(answer, 403, 'spam_risk_user_banned_from_posting');
    },
  },
];
