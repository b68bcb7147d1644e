import { hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { postStatus } from '@postbus/contracts';
import { outbox, publications } from '@postbus/db/uploader';
import { connectBus } from '@postbus/events';
import { createLogger } from '@postbus/service-kit';
import { waitFor } from '@postbus/testing';
import { asc, eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Api, createApi, directPost } from '../../testing/api.ts';
import {
  type StandInWebhookIngest,
  startStandInWebhookIngest,
} from '../../testing/stand-in-webhook-ingest.ts';
import { startTikTok, type TikTok, tiktokPaths } from '../../testing/start-tiktok.ts';
import {
  type RunningUploader,
  type Surroundings,
  startSurroundings,
  startUploader,
} from '../../testing/start-uploader.ts';

let surroundings: Surroundings;
let tiktok: TikTok;
let webhooks: StandInWebhookIngest;
let uploader: RunningUploader;
let api: Api;
let small: string;
let large: string;
let largeBytes: number;

beforeAll(async () => {
  surroundings = await startSurroundings('http://to-be-known');
  webhooks = await startStandInWebhookIngest(surroundings.nats.url);
  tiktok = await startTikTok(webhooks.url);
  surroundings.env.TIKTOK_API_BASE_URL = tiktok.url;
  uploader = await startUploader(surroundings);
  api = createApi(surroundings, () => uploader);
  small = await api.addMedia(200_000);
  // Over 64,000,000 bytes TikTok wants two chunks.
  large = await api.addMedia(64_500_000);
  largeBytes = (await readFile(join(surroundings.mediaDirectory, large))).length;
});
afterEach(async () => {
  webhooks.isDeaf = false;
  await tiktok.clearFaults();
  await tiktok.forget();
});
afterAll(async () => {
  await uploader?.close();
  await tiktok?.close();
  await webhooks?.close();
  await surroundings?.close();
});

/** Connects a creator anew, so that every test has the rate limits of a fresh token. */
async function connected(username = 'demobaker') {
  const grant = await tiktok.connect(username);
  const accountId = api.addAccount(grant.accessToken);
  const account = surroundings.authGateway.accounts.get(accountId);
  if (account) account.refresh = grant.refresh;
  return { accountId, ...grant };
}

async function publish(body: object): Promise<string> {
  const answer = await api.publish(body);
  expect(answer.status).toBe(202);
  return ((await answer.json()) as { publicationId: string }).publicationId;
}

const reaches = (publicationId: string, ...wanted: string[]) =>
  waitFor(`${publicationId} to be ${wanted.join(' or ')}`, async () => {
    const status = await api.status(publicationId);
    return wanted.includes(status.status) ? status : null;
  });

const uploads = async () => (await tiktok.received('/video/')).filter(({ method }) => method === 'PUT');
const inits = () => tiktok.received(tiktokPaths.directInit);
const postsOf = async (publishId: string | null) =>
  (await tiktok.posts()).filter((post) => post.publishId === publishId && post.status === 'PUBLISH_COMPLETE');

async function eventsOf(publicationId: string) {
  const rows = await surroundings.database.db.select().from(outbox).orderBy(asc(outbox.id));
  return rows.map(({ event }) => postStatus.parse(event)).filter(({ subject }) => subject === publicationId);
}

const mediaHash = async (mediaId: string) =>
  hash('sha256', await readFile(join(surroundings.mediaDirectory, mediaId)));

test('a video is published once, with its bytes, its options and every step told', async () => {
  const { accountId } = await connected();
  const body = directPost(accountId, small);
  const publicationId = await publish({
    ...body,
    postInfo: { ...body.postInfo, privacyLevel: 'PUBLIC_TO_EVERYONE' },
  });
  const status = await reaches(publicationId, 'published');
  const withId = await waitFor('the id of the post', async () => {
    const seen = await api.status(publicationId);
    return seen.postIds.length > 0 ? seen : null;
  });

  const [post, ...others] = await postsOf(status.publishId);
  expect(others).toEqual([]);
  expect(post).toMatchObject({ caption: 'Crust test #bread', sha256: await mediaHash(small) });
  expect(withId.postIds).toEqual([post?.postId]);
  expect(withId.bytes.sent).toBe(withId.bytes.total);
  expect(withId.history.map((entry) => entry.status)).toEqual([
    'queued',
    'initialising',
    'uploading',
    'processing',
    'published',
  ]);
  expect(await api.status(status.publishId ?? '')).toMatchObject({ publicationId });

  const told = (await eventsOf(publicationId)).map(({ data }) => data);
  expect(told.map(({ version }) => version)).toEqual(told.map((_, index) => index + 1));
  expect(told.at(-1)).toMatchObject({
    status: 'published',
    publishId: status.publishId,
    platformPostIds: withId.postIds,
    caption: 'Crust test #bread',
    mediaId: small,
  });
  expect(await inits()).toHaveLength(1);
});

test('without any webhook the status is asked for until there is a verdict', async () => {
  webhooks.isDeaf = true;
  const { accountId } = await connected();
  const publicationId = await publish(directPost(accountId, small));
  await reaches(publicationId, 'published');
  expect((await tiktok.received(tiktokPaths.status)).length).toBeGreaterThan(0);
});

test('an inbox upload ends with the creator', async () => {
  const { accountId } = await connected('demochef');
  const { postInfo, ...rest } = directPost(accountId, small);
  const publicationId = await publish({ ...rest, mode: 'inbox' });
  await reaches(publicationId, 'inbox_delivered');
  expect(await tiktok.received(tiktokPaths.creatorInfo)).toHaveLength(0);
});

test('an init whose answer was lost is made again, and the video is posted once', async () => {
  await tiktok.addFault({ path: tiktokPaths.directInit, kind: 'lostResponse' });
  const { accountId } = await connected();
  const publicationId = await publish(directPost(accountId, small));
  const { publishId } = await reaches(publicationId, 'published');
  expect(await inits()).toHaveLength(2);
  // The lost task gets no bytes, so nothing can come of it.
  expect(await postsOf(publishId)).toHaveLength(1);
  expect(await uploads()).toHaveLength(1);
});

test('a chunk whose answer was lost is not sent twice', async () => {
  await tiktok.addFault({ path: '/video/', method: 'PUT', kind: 'lostResponse' });
  const { accountId } = await connected();
  const publicationId = await publish(directPost(accountId, large));
  const { publishId } = await reaches(publicationId, 'published');
  const sent = await uploads();
  expect(sent.reduce((bytes, { bodyBytes }) => bytes + bodyBytes, 0)).toBe(largeBytes);
  expect(await inits()).toHaveLength(1);
  expect(await postsOf(publishId)).toMatchObject([{ sha256: await mediaHash(large) }]);
});

test('the last chunk is not sent again, and no second post made, when its answer was lost', async () => {
  await tiktok.addFault({ path: '/video/', method: 'PUT', kind: 'lostResponse', skip: 1 });
  const { accountId } = await connected();
  const publicationId = await publish(directPost(accountId, large));
  const { publishId } = await reaches(publicationId, 'published');
  expect(await uploads()).toHaveLength(2);
  expect(await inits()).toHaveLength(1);
  expect(await postsOf(publishId)).toHaveLength(1);
});

test('a chunk that met a 5xx is sent again', async () => {
  await tiktok.addFault({ path: '/video/', method: 'PUT', kind: 'status', status: 502 });
  const { accountId } = await connected();
  const publicationId = await publish(directPost(accountId, large));
  const { publishId } = await reaches(publicationId, 'published');
  expect((await uploads()).map(({ status }) => status)).toEqual([502, 206, 201]);
  expect(await inits()).toHaveLength(1);
  expect(await postsOf(publishId)).toMatchObject([{ sha256: await mediaHash(large) }]);
});

test('a token that TikTok refuses is refreshed once, and the post goes on', async () => {
  const { accountId, openId } = await connected();
  await tiktok.expireTokens(openId);
  const before = surroundings.authGateway.refreshes;
  const publicationId = await publish(directPost(accountId, small));
  await reaches(publicationId, 'published');
  expect(surroundings.authGateway.refreshes).toBe(before + 1);
});

test('a token that stays refused ends the post with the reason', async () => {
  const accountId = api.addAccount('act.refused');
  const publicationId = await publish(directPost(accountId, small));
  const { failure } = await reaches(publicationId, 'failed');
  expect(failure).toMatchObject({ code: 'access_token_invalid', retryable: true });
  expect(await inits()).toHaveLength(0);
});

test('auth-gateway being away only delays a post', async () => {
  const { accountId } = await connected();
  await tiktok.addFault({ path: tiktokPaths.creatorInfo, kind: 'latency', ms: 50 });
  const publicationId = await publish(directPost(accountId, small));
  surroundings.authGateway.isDown = true;
  await waitFor('a try that failed, or the end', async () => {
    const { failures, status } = await row(publicationId);
    return failures > 0 || status === 'published';
  });
  surroundings.authGateway.isDown = false;
  await reaches(publicationId, 'published');
});

test('a privacy level that the creator does not offer ends the post before an init', async () => {
  const { accountId } = await connected('demogarden');
  const body = directPost(accountId, small);
  const publicationId = await publish({
    ...body,
    postInfo: { ...body.postInfo, privacyLevel: 'PUBLIC_TO_EVERYONE' },
  });
  const { failure } = await reaches(publicationId, 'failed');
  expect(failure).toMatchObject({ code: 'privacy_level_option_mismatch', retryable: false });
  expect(await inits()).toHaveLength(0);
});

test('an init over the rate limit waits for the window and says until when', async () => {
  await tiktok.addFault({ path: tiktokPaths.directInit, kind: 'rateLimit' });
  const { accountId } = await connected();
  const publicationId = await publish(directPost(accountId, small));
  const waiting = await waitFor('the post to wait', async () => {
    const { status, failures } = await row(publicationId);
    return status === 'initialising' && failures > 0 ? api.status(publicationId) : null;
  });
  const seconds = (Date.parse(waiting.nextStepAt ?? '') - Date.now()) / 1000;
  expect(seconds).toBeGreaterThan(50);
  expect(seconds).toBeLessThan(61);
});

test('an upload URL that has expired half-way is settled by TikTok’s own word, then begun anew', async () => {
  await tiktok.addFault({ path: '/video/', method: 'PUT', kind: 'status', status: 403, skip: 1 });
  const { accountId } = await connected();
  const publicationId = await publish(directPost(accountId, large));
  const { publishId, failure } = await reaches(publicationId, 'unconfirmed');
  expect(failure).toMatchObject({ code: 'upload_url_expired' });
  expect(await inits()).toHaveLength(1);

  // An hour later TikTok gives the task up itself.
  await tiktok.advanceClock(3700);
  const end = await reaches(publicationId, 'published');
  expect(end.publishId).not.toBe(publishId);
  expect(await inits()).toHaveLength(2);
  expect(await postsOf(publishId)).toEqual([]);
  expect(await postsOf(end.publishId)).toHaveLength(1);
});

test('webhooks twice over and out of order change nothing more', async () => {
  const { accountId } = await connected();
  const publicationId = await publish(directPost(accountId, small));
  const { publishId } = await reaches(publicationId, 'published');
  const before = await row(publicationId);
  for (const event of ['post.publish.complete', 'post.publish.inbox_delivered', 'post.publish.complete']) {
    await webhooks.tell(event, { publish_id: publishId });
  }
  await webhooks.tell('post.publish.publicly_available', {
    publish_id: publishId,
    post_id: '7600000000000000999',
  });
  await waitFor('the id', async () => (await row(publicationId)).platformPostIds.length > 0);
  expect(await row(publicationId)).toMatchObject({
    status: 'published',
    version: before.version + 1,
    platformPostIds: ['7600000000000000999'],
  });
});

test('the upload URL is never in the log, an event, an attempt or plain in the database', async () => {
  const { accountId } = await connected();
  await tiktok.addFault({ path: '/video/', method: 'PUT', kind: 'latency', ms: 300 });
  const publicationId = await publish(directPost(accountId, small));
  const sealed = await waitFor('an upload', async () => (await row(publicationId)).uploadUrlEncrypted);
  expect(sealed).toMatch(/^v1\./);
  const { postId } = await reaches(publicationId, 'published');
  expect((await row(publicationId)).uploadUrlEncrypted).toBeNull();

  const shown = await (await api.call(`/api/posts/${postId}`)).text();
  const everything = [uploader.log(), JSON.stringify(await eventsOf(publicationId)), shown].join();
  expect(everything).not.toContain('upload_token');
  expect(everything).not.toMatch(/act\.[\w-]{8}/);
  expect(everything).not.toContain('secret of the service client');
});

test('whoever listens hears how many bytes TikTok holds, after each chunk', async () => {
  const logger = createLogger({ service: 'listener', level: 'fatal' });
  const bus = await connectBus({ url: surroundings.nats.url, name: 'listener', logger });
  const heard: unknown[] = [];
  const connection = await bus.connected();
  connection?.subscribe(`progress.post.${api.workspaceId}.*`, {
    callback: (_error, message) => heard.push(message.json()),
  });
  await connection?.flush();
  const { accountId } = await connected();
  const publicationId = await publish(directPost(accountId, large));
  await reaches(publicationId, 'published');
  await waitFor('both chunks', () => heard.length === 2);
  expect(heard).toMatchObject([
    { publicationId, bytes: { total: largeBytes }, bytesPerSecond: expect.any(Number) },
    { publicationId, bytes: { sent: largeBytes, total: largeBytes } },
  ]);
  await bus.close();
});

test('figures tell what became of posts', async () => {
  const metrics = await (await fetch(`${uploader.url}/metrics`)).text();
  expect(metrics).toMatch(/upload_total\{platform="tiktok",outcome="published"\} [1-9]/);
  expect(metrics).toMatch(/publications\{status="published"\} [1-9]/);
  expect(metrics).toMatch(/outbox_lag_seconds \d/);
  expect(metrics).toMatch(/consumer_pending\{consumer="uploader-webhooks"\} \d/);
});

async function row(publicationId: string) {
  const [found] = await surroundings.database.db
    .select()
    .from(publications)
    .where(eq(publications.id, publicationId));
  if (!found) throw new Error('no such publication');
  return found;
}

const cancel = async (publicationId: string) => {
  const { postId } = await api.status(publicationId);
  return api.send('POST', `/api/posts/${postId}/cancel`);
};

test('a post is cancelled while its bytes flow, comes to nothing, and can be tried again', async () => {
  await tiktok.addFault({ path: '/video/', method: 'PUT', kind: 'latency', ms: 2000 });
  const { accountId } = await connected();
  const publicationId = await publish(directPost(accountId, large));
  await waitFor('the first chunk to be under way', async () => (await uploads()).length > 0 || isUploading());
  expect((await cancel(publicationId)).body.publications).toMatchObject([{ status: 'cancelled' }]);
  const { publishId } = await api.status(publicationId);
  await tiktok.clearFaults();

  const { postId } = await api.status(publicationId);
  expect((await api.send('POST', `/api/posts/${postId}/retry`)).status).toBe(200);
  const again = await reaches(publicationId, 'published');
  expect(again.publishId).not.toBe(publishId);
  expect(await postsOf(publishId)).toEqual([]);
  expect(await postsOf(again.publishId)).toMatchObject([{ sha256: await mediaHash(large) }]);

  async function isUploading() {
    return (await api.status(publicationId)).status === 'uploading';
  }
});

test('a post whose last chunk is on its way can no longer be cancelled', async () => {
  await tiktok.addFault({ path: '/video/', method: 'PUT', kind: 'latency', ms: 1500, skip: 1 });
  const { accountId } = await connected();
  const publicationId = await publish(directPost(accountId, large));
  await waitFor('the last chunk to be under way', async () => {
    const [row] = await surroundings.database.db
      .select({ lastChunkAt: publications.lastChunkAt })
      .from(publications)
      .where(eq(publications.id, publicationId));
    return row?.lastChunkAt != null;
  });
  expect((await cancel(publicationId)).body.error.code).toBe('post_not_cancellable');
  await reaches(publicationId, 'published');
});

test('a post that is no longer public is removed, and so everybody is told', async () => {
  const { accountId } = await connected();
  const body = directPost(accountId, small);
  const postInfo = { ...body.postInfo, privacyLevel: 'PUBLIC_TO_EVERYONE' };
  const publicationId = await publish({ ...body, postInfo });
  const { publishId, postIds } = await waitFor('the id of the post', async () => {
    const seen = await api.status(publicationId);
    return seen.postIds.length > 0 ? seen : null;
  });
  await tiktok.removePost(publishId ?? '');
  expect(await reaches(publicationId, 'removed')).toMatchObject({ postIds, failure: null, nextStepAt: null });
  const events = await eventsOf(publicationId);
  expect(events.at(-1)?.data).toMatchObject({ status: 'removed', previousStatus: 'published' });
});
