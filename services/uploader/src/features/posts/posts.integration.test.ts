import { connect } from '@postbus/db';
import { outbox, posts, publications } from '@postbus/db/uploader';
import { freePort, waitFor } from '@postbus/testing';
import { like, sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Api, createApi, directPost } from '../../testing/api.ts';
import {
  type RunningUploader,
  type Surroundings,
  startSurroundings,
  startUploader,
} from '../../testing/start-uploader.ts';

let surroundings: Surroundings;
let uploader: RunningUploader;
let api: Api;
let accountId: string;
let mediaId: string;

beforeAll(async () => {
  // TikTok is away, so that nothing is published while requests are looked at.
  surroundings = await startSurroundings(`http://127.0.0.1:${await freePort()}`);
  uploader = await startUploader(surroundings);
  api = createApi(surroundings, () => uploader);
  accountId = api.addAccount();
  mediaId = await api.addMedia(100_000);
});
afterAll(async () => {
  await uploader?.close();
  await surroundings?.close();
});

const post = () => directPost(accountId, mediaId);
const photos = (count: number) => ({
  mediaId: undefined,
  source: undefined,
  mediaIds: Array.from({ length: count }, () => uuidv7()),
});
const ofPhotos = (options: object) => ({ ...withInfo(options), ...photos(1) });
const elsewhere = (videoUrl: string) => ({ ...post(), mediaId: undefined, source: undefined, videoUrl });
const withInfo = (postInfo: object) => ({ ...post(), postInfo: { ...post().postInfo, ...postInfo } });

async function refusal(answer: Response): Promise<{ status: number; code: string }> {
  const { error } = (await answer.json()) as { error: { code: string } };
  return { status: answer.status, code: error.code };
}

const counts = async () => {
  const { db } = surroundings.database;
  return [
    await db.$count(posts),
    await db.$count(publications),
    await db.$count(outbox, like(outbox.subject, '%.queued.%')),
  ];
};

test('an accepted post is answered with 202, queued, and can be looked at by its id', async () => {
  const answer = await api.publish(post());
  expect(answer.status).toBe(202);
  const { publicationId, ...rest } = (await answer.json()) as { publicationId: string };
  expect(rest).toEqual({ publishId: null, status: 'queued' });

  const status = await api.status(publicationId);
  expect(status).toMatchObject({ publicationId, accountId, postIds: [], failure: null });
  expect(status.history[0]).toMatchObject({ status: 'queued' });
  const shown = await api.call(`/api/posts/${status.postId}`);
  expect(await shown.json()).toMatchObject({
    mode: 'direct',
    mediaId,
    postInfo: { title: 'Crust test #bread', privacyLevel: 'SELF_ONLY' },
    publications: [{ publicationId }],
  });
});

test('an outage of TikTok is waited out, and every try can be seen', async () => {
  const { publicationId } = (await (await api.publish(post())).json()) as { publicationId: string };
  const status = await waitFor('a failed try', async () => {
    const seen = await api.status(publicationId);
    return seen.status === 'initialising' && seen.nextStepAt ? seen : null;
  });
  const shown = await waitFor('the attempt', async () => {
    const { publications } = (await (await api.call(`/api/posts/${status.postId}`)).json()) as {
      publications: { attempts: { step: string; code: string | null }[] }[];
    };
    return publications[0]?.attempts.find(({ code }) => code !== null);
  });
  expect(shown).toMatchObject({ step: 'init', outcome: 'retry', code: 'unreachable' });
});

test('the same key and body get the same answer and make one post', async () => {
  const headers = { 'idempotency-key': 'once' };
  const before = await counts();
  const first = await (await api.publish(post(), headers)).json();
  const { mode, ...rest } = post();
  const again = await api.publish({ mode, ...rest }, headers);
  expect(again.status).toBe(202);
  expect(await again.json()).toEqual(first);
  expect(await counts()).toEqual(before.map((count) => count + 1));
});

test('the same key with another body is a conflict', async () => {
  const headers = { 'idempotency-key': 'conflict' };
  await api.publish(post(), headers);
  const answer = await api.publish(withInfo({ title: 'Another one' }), headers);
  expect(await refusal(answer)).toEqual({ status: 409, code: 'idempotency_conflict' });
});

test('twenty requests with one key at the same time make one post', async () => {
  const before = await counts();
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => api.publish(post(), { 'idempotency-key': 'many' })),
  );
  const bodies = await Promise.all(answers.map((answer) => answer.text()));
  expect(new Set(bodies).size).toBe(1);
  expect((await counts())[0]).toBe((before[0] ?? 0) + 1);
});

test('a key that came with a refused request can be used again', async () => {
  const headers = { 'idempotency-key': 'mended' };
  expect((await api.publish({ ...post(), mediaId: uuidv7() }, headers)).status).toBe(404);
  expect((await api.publish(post(), headers)).status).toBe(202);
});

test('post, event and job are one transaction: without the job nothing is left', async () => {
  const { adminUrl } = surroundings.database;
  const before = await counts();
  const admin = connect(adminUrl, { applicationName: 'test' });
  await admin.execute(sql`alter function uploader_jobs.add_job rename to away`);
  try {
    expect((await api.publish(post())).status).toBe(500);
    expect(await counts()).toEqual(before);
  } finally {
    await admin.execute(sql`alter function uploader_jobs.away rename to add_job`);
    await admin.$client.end();
  }
});

test.each([
  ['an unknown account', () => ({ ...post(), accountId: uuidv7() }), 404, 'account_not_found'],
  ['unknown media', () => ({ ...post(), mediaId: uuidv7() }), 404, 'media_not_found'],
  ['no media', () => ({ ...post(), mediaId: undefined, source: undefined }), 400, 'content_required'],
  [
    'a direct post without a privacy level',
    () => ({ ...post(), postInfo: {} }),
    400,
    'privacy_level_required',
  ],
  ['no post info', () => ({ ...post(), postInfo: undefined }), 400, 'privacy_level_required'],
  ['a caption of 2201 units', () => withInfo({ title: 'a'.repeat(2201) }), 400, 'caption_too_long'],
  [
    'a caption of 1101 emoji, two units each',
    () => withInfo({ title: '🍞'.repeat(1101) }),
    400,
    'caption_too_long',
  ],
  [
    'a private paid partnership',
    () => withInfo({ brandContentToggle: true }),
    400,
    'branded_content_not_private',
  ],
  [
    'a file and an address',
    () => ({ ...post(), source: 'PULL_FROM_URL', videoUrl: 'https://example.com/v.mp4' }),
    400,
    'content_required',
  ],
  ['photos to send', () => ({ ...post(), ...photos(1), source: 'FILE_UPLOAD' }), 400, 'source_not_supported'],
  [
    'a video as a photo',
    () => ({ ...post(), ...photos(0), mediaIds: [mediaId] }),
    422,
    'media_of_other_kind',
  ],
  ['36 photos', () => ({ ...post(), ...photos(36) }), 400, 'too_many_photos'],
  ['no photo', () => ({ ...post(), ...photos(0) }), 400, 'validation_failed'],
  ['unknown photos', () => ({ ...post(), ...photos(2) }), 404, 'media_not_found'],
  ['a title of photos of 91 units', () => ofPhotos({ title: 'a'.repeat(91) }), 400, 'caption_too_long'],
  [
    'a text of photos of 4001 units',
    () => ofPhotos({ description: 'a'.repeat(4001) }),
    400,
    'caption_too_long',
  ],
  ['a cover that is none of the photos', () => ofPhotos({ photoCoverIndex: 1 }), 400, 'photo_cover_unknown'],
  ['duets of photos', () => ofPhotos({ disableDuet: true }), 400, 'option_not_applicable'],
  ['music for a video', () => withInfo({ autoAddMusic: true }), 400, 'option_not_applicable'],
  ['a video at an http address', () => elsewhere('http://example.com/v.mp4'), 400, 'video_url_malformed'],
  ['a video at no address', () => elsewhere('example'), 400, 'video_url_malformed'],
  [
    'a video at an address with a password',
    () => elsewhere('https://me:secret@example.com/v.mp4'),
    400,
    'video_url_malformed',
  ],
  ['an unknown field', () => ({ ...post(), scheduledAt: 'now' }), 400, 'validation_failed'],
  ['an unknown option', () => withInfo({ disable_duet: true }), 400, 'validation_failed'],
  ['an unknown privacy level', () => withInfo({ privacyLevel: 'EVERYBODY' }), 400, 'validation_failed'],
  ['an account id that is none', () => ({ ...post(), accountId: '1' }), 400, 'validation_failed'],
  ['an unknown mode', () => ({ ...post(), mode: 'story' }), 400, 'validation_failed'],
])('%s is refused and nothing is made', async (_, body, status, code) => {
  const before = await counts();
  expect(await refusal(await api.publish(body()))).toEqual({ status, code });
  expect(await counts()).toEqual(before);
});

test('a caption of 2200 units is taken', async () => {
  expect((await api.publish(withInfo({ title: '🍞'.repeat(1100) }))).status).toBe(202);
});

test('media whose upload is not finished cannot be posted', async () => {
  const begun = await api.call('/api/media', {
    method: 'POST',
    headers: { 'tus-resumable': '1.0.0', 'upload-length': '1000' },
  });
  const unfinished = begun.headers.get('location')?.split('/').at(-1);
  const answer = await api.publish({ ...post(), mediaId: unfinished });
  expect(await refusal(answer)).toEqual({ status: 409, code: 'media_not_ready' });
});

test('media that a publication still needs cannot be removed', async () => {
  const needed = await api.addMedia(50_000);
  await api.publish(directPost(accountId, needed));
  const answer = await api.call(`/api/media/${needed}`, { method: 'DELETE' });
  expect(await refusal(answer)).toEqual({ status: 409, code: 'media_in_use' });
});

test('while auth-gateway is away a post is refused as retryable, not as unknown', async () => {
  surroundings.authGateway.isDown = true;
  try {
    const answer = await api.publish(post());
    expect(await refusal(answer)).toEqual({ status: 503, code: 'unavailable' });
  } finally {
    surroundings.authGateway.isDown = false;
  }
});

test("another workspace's posts are not there", async () => {
  const { publicationId } = (await (await api.publish(post())).json()) as { publicationId: string };
  const { postId } = await api.status(publicationId);
  const stranger = api.bearer(uuidv7());
  expect((await api.call(`/api/tiktok/status/${publicationId}`, {}, stranger)).status).toBe(404);
  expect((await api.call(`/api/posts/${postId}`, {}, stranger)).status).toBe(404);
  expect(await (await api.call('/api/posts', {}, stranger)).json()).toEqual({ items: [], nextCursor: null });
  expect((await api.publish(post(), {}, stranger)).status).toBe(404);
});

test('all posts are found page by page, newest first, each once', async () => {
  const seen: string[] = [];
  for (let cursor = ''; ; ) {
    const page = (await (await api.call(`/api/posts?limit=3${cursor}`)).json()) as {
      items: { postId: string }[];
      nextCursor: string | null;
    };
    seen.push(...page.items.map(({ postId }) => postId));
    if (page.nextCursor === null) break;
    cursor = `&cursor=${page.nextCursor}`;
  }
  expect(seen).toEqual([...new Set(seen)].toSorted().toReversed());
  expect(seen).toHaveLength(await surroundings.database.db.$count(posts));
});

test.each(['cursor=nonsense', 'limit=0', 'limit=101', 'page=2'])(
  'a list with %s is refused',
  async (query) => {
    expect((await api.call(`/api/posts?${query}`)).status).toBe(400);
  },
);
