import { expect } from 'vitest';
import type { RunningTiktok } from '../../support/start-tiktok.ts';
import { send } from '../answer.ts';
import { paths, post, upload } from '../api.ts';
import { expectOk, expectRefusal, expectUnknownPath } from '../expect.ts';
import { signIn } from '../sign-in.ts';
import type { WireCase } from '../wire-case.ts';

interface VideoPage {
  videos: { id: string; create_time: number; [field: string]: unknown }[];
  cursor: number;
  has_more: boolean;
}

const pageOf = (text: string): VideoPage => JSON.parse(text).data;

/** A page of the list. */
async function list(
  tiktok: RunningTiktok,
  accessToken: string,
  body: object = {},
  fields = 'id,create_time',
) {
  const answer = await post(tiktok, `${paths.videoList}?fields=${fields}`, accessToken, body);
  expectOk(answer);
  return pageOf(answer.text);
}

/** So many posts, an hour apart; gives their ids, newest first. */
async function posts(tiktok: RunningTiktok, count: number) {
  const ids: string[] = [];
  for (let i = 0; i < count; i += 1) {
    const { postId } = await tiktok.control.postByHand('demobaker', { createdSecondsAgo: i * 3600 });
    ids.push(postId);
  }
  return ids;
}

export const cases: readonly WireCase[] = [
  {
    covers: 'video-list',
    title: 'the newest come first; pages follow each other by the cursor without gap or repetition',
    async run(tiktok) {
      const ids = await posts(tiktok, 7);
      const { accessToken } = await signIn(tiktok);
      const seen: string[] = [];
      let cursor: number | undefined;
      for (let pages = 0; pages < 3; pages += 1) {
        const body: { max_count: number; cursor?: number } = { max_count: 3 };
        if (cursor !== undefined) body.cursor = cursor;
        const page = await list(tiktok, accessToken, body);
        seen.push(...page.videos.map(({ id }) => id));
        cursor = page.cursor;
        expect(page.has_more).toBe(pages < 2);
      }
      expect(seen).toEqual(ids);
    },
  },
  {
    covers: 'video-list',
    row: 12,
    code: 'invalid_params',
    title: 'ten come unless told, twenty at most: 21 are refused',
    async run(tiktok) {
      await posts(tiktok, 22);
      const { accessToken } = await signIn(tiktok);
      expect((await list(tiktok, accessToken)).videos).toHaveLength(10);
      expect((await list(tiktok, accessToken, { max_count: 20 })).videos).toHaveLength(20);
      for (const max_count of [21, 0, -1]) {
        const answer = await post(tiktok, `${paths.videoList}?fields=id`, accessToken, { max_count });
        expectRefusal(answer, 400, 'invalid_params');
      }
    },
  },
  {
    covers: 'video-list',
    row: 12,
    title: 'the list by GET is an unknown path, and fields in the body are no fields',
    async run(tiktok) {
      const [id] = await posts(tiktok, 1);
      const { accessToken } = await signIn(tiktok);
      const headers = { authorization: `Bearer ${accessToken}` };
      expectUnknownPath(await send(`${tiktok.url}${paths.videoList}?fields=id`, { headers }));
      const inBody = await post(tiktok, paths.videoList, accessToken, { fields: ['id', 'title'] });
      expect(inBody.text).not.toContain('"title"');
      expect(inBody.text).not.toContain(String(id));
    },
  },
  {
    covers: 'video-list',
    row: 13,
    title:
      'the cursor is a time in milliseconds, any time: only older posts come; seconds lie before all posts',
    async run(tiktok) {
      const ids = await posts(tiktok, 3);
      const { accessToken } = await signIn(tiktok);
      const newest = (await list(tiktok, accessToken)).videos[0]?.create_time ?? 0;
      const halfAnHourAgo = newest * 1000 - 1_800_000;
      const older = await list(tiktok, accessToken, { cursor: halfAnHourAgo });
      expect(older.videos.map(({ id }) => id)).toEqual(ids.slice(1));
      const inSeconds = await list(tiktok, accessToken, { cursor: Math.floor(halfAnHourAgo / 1000) });
      expect(inSeconds).toMatchObject({ videos: [], has_more: false });
    },
  },
  {
    covers: 'video-list',
    title: 'only public posts are listed: those of the API, those by hand, and no private one',
    async run(tiktok) {
      const byHand = await tiktok.control.postByHand('demobaker');
      await tiktok.control.postByHand('demobaker', { privacyLevel: 'SELF_ONLY' });
      const { accessToken } = await signIn(tiktok);
      await upload(tiktok, accessToken);
      await upload(tiktok, accessToken, { postInfo: { privacy_level: 'SELF_ONLY' } });
      const [shown] = await tiktok.receiver.waitFor('post.publish.publicly_available');
      const { videos } = await list(tiktok, accessToken);
      expect(videos.map(({ id }) => id).sort()).toEqual([byHand.postId, shown?.content.post_id].sort());
    },
  },
  {
    covers: 'video-list',
    code: 'scope_not_authorized',
    title: 'the list and the query need video.list',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok, { scopes: ['user.info.basic'] });
      expectRefusal(
        await post(tiktok, `${paths.videoList}?fields=id`, accessToken),
        401,
        'scope_not_authorized',
      );
      const filters = { video_ids: ['7600000000000000101'] };
      const query = await post(tiktok, `${paths.videoQuery}?fields=id`, accessToken, { filters });
      expectRefusal(query, 401, 'scope_not_authorized');
    },
  },
  {
    covers: 'video-query',
    title: 'own videos come by id; foreign and unknown ids are left out',
    async run(tiktok) {
      const [own = ''] = await posts(tiktok, 1);
      const foreign = await tiktok.control.postByHand('demochef');
      const { accessToken } = await signIn(tiktok);
      const video_ids = [foreign.postId, own, '7600000000000000101'];
      const answer = await post(tiktok, `${paths.videoQuery}?fields=id`, accessToken, {
        filters: { video_ids },
      });
      expectOk(answer);
      expect(answer.data.videos).toEqual([{ id: own }]);
    },
  },
  {
    covers: 'video-query',
    title: 'foreign ids may also be refused',
    async run(tiktok) {
      await tiktok.control.settings({ foreignVideoIds: 'error' });
      const foreign = await tiktok.control.postByHand('demochef');
      const { accessToken } = await signIn(tiktok);
      const filters = { video_ids: [foreign.postId] };
      const answer = await post(tiktok, `${paths.videoQuery}?fields=id`, accessToken, { filters });
      expectRefusal(answer, 400, 'invalid_params');
    },
  },
  {
    covers: 'video-query',
    code: 'invalid_params',
    title: 'up to 20 ids, and at least the filter, are needed',
    async run(tiktok) {
      const ids = await posts(tiktok, 20);
      const { accessToken } = await signIn(tiktok);
      const query = (body: object) => post(tiktok, `${paths.videoQuery}?fields=id`, accessToken, body);
      const all = await query({ filters: { video_ids: ids } });
      expect(all.data.videos).toHaveLength(20);
      const one = [...ids, '7600000000000000101'];
      expectRefusal(await query({ filters: { video_ids: one } }), 400, 'invalid_params');
      expectRefusal(await query({}), 400, 'invalid_params');
    },
  },
];
