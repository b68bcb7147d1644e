import { publications } from '@postbus/db/uploader';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Api, createApi, directPost } from '../../testing/api.ts';
import { startTikTok, type TikTok, tiktokPaths } from '../../testing/start-tiktok.ts';
import {
  type RunningUploader,
  type Surroundings,
  startSurroundings,
  startUploader,
} from '../../testing/start-uploader.ts';

let surroundings: Surroundings;
let tiktok: TikTok;
let uploader: RunningUploader;
let api: Api;
let mediaId: string;

beforeAll(async () => {
  tiktok = await startTikTok();
  surroundings = await startSurroundings(tiktok.url);
  uploader = await startUploader(surroundings);
  api = createApi(surroundings, () => uploader);
  mediaId = await api.addMedia(60_000);
});
afterAll(async () => {
  await uploader?.close();
  await tiktok?.close();
  await surroundings?.close();
});

async function newPost(accountIds: string[], more: { scheduledAt?: string } = {}): Promise<string> {
  const { accountId: _account, source: _source, ...post } = directPost('', mediaId);
  const { body } = await api.send('POST', '/api/posts', { ...post, ...more, accountIds });
  return body.postId;
}
const later = () => new Date(Date.now() + 3_600_000).toISOString();
const connected = async () => api.addAccount((await tiktok.connect('demobaker')).accessToken);

const follow = (postId: string, init: RequestInit = {}, authorization = api.bearer()) =>
  api.call(`/api/posts/${postId}/progress`, init, authorization);

interface Told {
  event: string;
  // biome-ignore lint/suspicious/noExplicitAny: what a browser would read out of it.
  data: any;
}

/** The events, as a browser reads them. */
async function* eventsOf(answer: Response): AsyncGenerator<Told> {
  let text = '';
  for await (const part of answer.body ?? []) {
    text += Buffer.from(part).toString();
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const [, event = '', data = ''] = /^event: (.*)\ndata: (.*)$/.exec(text.slice(0, end)) ?? [];
      text = text.slice(end + 2);
      if (event) yield { event, data: JSON.parse(data) };
    }
  }
}

test('a post is followed to its end, and then the stream ends', async () => {
  const postId = await newPost([await connected()]);
  const answer = await follow(postId);
  expect(answer.headers.get('content-type')).toContain('text/event-stream');
  const told: Told[] = [];
  for await (const event of eventsOf(answer)) told.push(event);

  expect(told.at(-1)).toEqual({ event: 'end', data: {} });
  const progress = told.slice(0, -1).map(({ data }) => data);
  expect(progress.at(-1)).toMatchObject({ status: 'published' });
  const versions = progress.map(({ version }) => version);
  expect(versions).toEqual(versions.toSorted((a, b) => a - b));
  const sent = progress.map(({ bytes }) => bytes.sent);
  expect(sent).toEqual(sent.toSorted((a, b) => a - b));
});

test('what changes is told: bytes with their rate, then the status', async () => {
  const postId = await newPost([await connected()], { scheduledAt: later() });
  const set = (change: Partial<typeof publications.$inferSelect>) =>
    surroundings.database.db.update(publications).set(change).where(eq(publications.postId, postId));
  const events = eventsOf(await follow(postId));
  const next = async () => (await events.next()).value;
  expect(await next()).toMatchObject({ data: { status: 'scheduled', bytes: { sent: 0 } } });
  await set({ confirmedBytes: 1_000_000 });
  const grown = await next();
  expect(grown).toMatchObject({ data: { bytes: { sent: 1_000_000 } } });
  expect(grown?.data.bytesPerSecond).toBeGreaterThan(0);
  await set({ status: 'cancelled', version: 2, nextStepAt: null });
  expect(await next()).toMatchObject({ data: { status: 'cancelled', version: 2, bytesPerSecond: null } });
  expect(await next()).toEqual({ event: 'end', data: {} });
});

test('a post that has ended is told at once, with each of its publications', async () => {
  await tiktok.addFault({
    path: tiktokPaths.creatorInfo,
    kind: 'status',
    status: 401,
    code: 'scope_not_authorized',
    times: 2,
  });
  const accountIds = [await connected(), await connected()];
  const postId = await newPost(accountIds);
  for await (const _event of eventsOf(await follow(postId)));
  await tiktok.clearFaults();
  const told: Told[] = [];
  for await (const event of eventsOf(await follow(postId))) told.push(event);
  expect(told.map(({ event }) => event)).toEqual(['progress', 'progress', 'end']);
  expect(told.slice(0, 2).map(({ data }) => [data.accountId, data.status])).toEqual(
    accountIds.map((accountId) => [accountId, 'failed']),
  );
});

test('nobody follows the post of another workspace', async () => {
  const postId = await newPost([await connected()]);
  const answer = await follow(postId, {}, api.bearer('01a1fd29-0000-7000-8000-000000000000'));
  expect(answer.status).toBe(404);
  expect(await answer.text()).toContain('post_not_found');
});

test('a process that ends lets go of those who follow, and they go on with another one', async () => {
  const postId = await newPost([await connected()], { scheduledAt: later() });
  const events = eventsOf(await follow(postId));
  expect((await events.next()).value).toMatchObject({ event: 'progress', data: { status: 'scheduled' } });
  await uploader.close();
  expect((await events.next()).done).toBe(true);
  uploader = await startUploader(surroundings);
  const again = eventsOf(await follow(postId));
  expect((await again.next()).value).toMatchObject({ data: { status: 'scheduled' } });
  await again.return(undefined);
});
