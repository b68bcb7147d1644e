import { expect } from 'vitest';
import type { RunningTiktok } from '../../support/start-tiktok.ts';
import { paths, post } from '../api.ts';
import { expectOk, expectRefusal } from '../expect.ts';
import { signIn } from '../sign-in.ts';
import type { WireCase } from '../wire-case.ts';

const allFields =
  'id,create_time,cover_image_url,share_url,title,video_description,duration,height,width,embed_html,embed_link,like_count,comment_count,share_count,view_count,is_aigc';

/** The first video with these fields. */
async function firstVideo(tiktok: RunningTiktok, accessToken: string, fields = allFields) {
  const answer = await post(tiktok, `${paths.videoList}?fields=${fields}`, accessToken);
  expectOk(answer);
  const data: { data: { videos: Record<string, unknown>[] } } = JSON.parse(answer.text);
  return data.data.videos[0] ?? {};
}

export const cases: readonly WireCase[] = [
  {
    covers: 'video-object',
    row: 13,
    title: 'every field comes with its type: the id as a string, create_time in seconds',
    async run(tiktok) {
      const shape = { title: 'Crust', durationSec: 61, width: 1080, height: 1920, isAigc: true };
      const { postId } = await tiktok.control.postByHand('demobaker', { ...shape, createdSecondsAgo: 7200 });
      const { accessToken } = await signIn(tiktok);
      const link = expect.stringMatching(/^https?:/);
      const video = await firstVideo(tiktok, accessToken);
      expect(video).toEqual({
        id: postId,
        create_time: expect.any(Number),
        cover_image_url: link,
        share_url: expect.stringContaining(postId),
        title: 'Crust',
        video_description: expect.any(String),
        duration: 61,
        height: 1920,
        width: 1080,
        embed_html: expect.stringContaining('<'),
        embed_link: link,
        like_count: expect.any(Number),
        comment_count: expect.any(Number),
        share_count: expect.any(Number),
        view_count: expect.any(Number),
        is_aigc: true,
      });
      expect(Math.abs(Number(video.create_time) - (Date.now() / 1000 - 7200))).toBeLessThan(600);
    },
  },
  {
    covers: 'video-object',
    title: 'nothing comes that was not asked for, and an unknown field is refused',
    async run(tiktok) {
      const { postId } = await tiktok.control.postByHand('demobaker');
      const { accessToken } = await signIn(tiktok);
      expect(await firstVideo(tiktok, accessToken, 'id')).toEqual({ id: postId });
      const answer = await post(tiktok, `${paths.videoList}?fields=id,watch_time`, accessToken);
      expectRefusal(answer, 400, 'invalid_params');
    },
  },
  {
    covers: 'video-object',
    row: 23,
    title: 'title and description are cut at 150 here, and only here',
    async run(tiktok) {
      await tiktok.control.postByHand('demobaker', { title: 'x'.repeat(2000) });
      const { accessToken } = await signIn(tiktok);
      const video = await firstVideo(tiktok, accessToken, 'title,video_description');
      expect(String(video.title)).toHaveLength(150);
      expect(String(video.video_description).length).toBeLessThanOrEqual(150);
    },
  },
  {
    covers: 'video-object',
    title: 'the figures are lifetime totals, which grow',
    async run(tiktok) {
      const { postId } = await tiktok.control.postByHand('demobaker');
      const { accessToken } = await signIn(tiktok);
      const fields = 'view_count,like_count,comment_count,share_count';
      const before = await firstVideo(tiktok, accessToken, fields);
      await tiktok.control.advance(12 * 3600);
      const after = await firstVideo(tiktok, accessToken, fields);
      expect(Number(after.view_count)).toBeGreaterThan(Number(before.view_count));
      for (const name of fields.split(',')) {
        expect(Number(after[name])).toBeGreaterThanOrEqual(Number(before[name]));
      }
      await tiktok.control.figures({ postId, viewCount: 912, likeCount: 40 });
      expect(await firstVideo(tiktok, accessToken, fields)).toMatchObject({
        view_count: 912,
        like_count: 40,
      });
    },
  },
  {
    covers: 'video-object',
    title: 'a link to a cover dies after six hours, and a query gives a new one',
    async run(tiktok) {
      const { postId } = await tiktok.control.postByHand('demobaker');
      const { accessToken } = await signIn(tiktok);
      const query = async () => {
        const body = { filters: { video_ids: [postId] } };
        const { text } = await post(tiktok, `${paths.videoQuery}?fields=cover_image_url`, accessToken, body);
        const data: { data: { videos: { cover_image_url: string }[] } } = JSON.parse(text);
        return data.data.videos[0]?.cover_image_url ?? '';
      };
      const first = await query();
      await tiktok.control.advance(6 * 3600 + 1);
      const second = await query();
      expect(second).not.toBe(first);
      const expiry = (url: string) => Number(new URL(url).searchParams.get('x-expires'));
      expect(expiry(second) - expiry(first)).toBeGreaterThanOrEqual(6 * 3600);
    },
  },
];
