import { hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { connect } from '@postbus/db';
import { publications } from '@postbus/db/uploader';
import { waitFor } from '@postbus/testing';
import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Api, createApi } from '../../testing/api.ts';
import { type FrontDoor, openFrontDoor } from '../../testing/front-door.ts';
import {
  type StandInWebhookIngest,
  startStandInWebhookIngest,
} from '../../testing/stand-in-webhook-ingest.ts';
import { startProcess, type UploaderProcess } from '../../testing/start-process.ts';
import { startTikTok, type TikTok, tiktokPaths } from '../../testing/start-tiktok.ts';
import { type Surroundings, startSurroundings } from '../../testing/start-uploader.ts';
import { testPhoto } from '../../testing/test-photo.ts';

/** Far longer than any test: only the end of the process ends this. */
const never = 120_000;

let surroundings: Surroundings;
let tiktok: TikTok;
let webhooks: StandInWebhookIngest;
let door: FrontDoor;
let uploader: UploaderProcess;
let api: Api;

beforeAll(async () => {
  door = await openFrontDoor();
  surroundings = await startSurroundings('http://to-be-known');
  webhooks = await startStandInWebhookIngest(surroundings.nats.url);
  tiktok = await startTikTok(webhooks.url);
  await tiktok.verifyUrl(`${door.url}/media/`);
  Object.assign(surroundings.env, {
    TIKTOK_API_BASE_URL: tiktok.url,
    TIKTOK_FETCHES_BY_HTTP: 'true',
    PUBLIC_URL: door.url,
  });
  await start();
  api = createApi(surroundings, () => uploader);
});
afterEach(async () => {
  webhooks.isDeaf = false;
  await tiktok.clearFaults();
  await tiktok.forget();
});
afterAll(async () => {
  await uploader?.end('SIGKILL');
  await tiktok?.close();
  await webhooks?.close();
  await surroundings?.close();
  await door?.close();
});

async function start() {
  uploader = await startProcess(surroundings);
  door.leadTo(uploader.url);
}

async function connected(username = 'demobaker'): Promise<string> {
  const { accessToken, openId } = await tiktok.connect(username);
  const accountId = api.addAccount(accessToken);
  const account = surroundings.authGateway.accounts.get(accountId);
  if (account) account.openId = openId;
  return accountId;
}

async function publish(body: object): Promise<string> {
  const answer = await api.send('POST', '/api/tiktok/upload', { allowDuplicate: true, ...body });
  expect(answer).toMatchObject({ status: 202 });
  return answer.body.publicationId;
}

const reaches = (publicationId: string, wanted: string) =>
  waitFor(`${publicationId} to be ${wanted}`, async () => {
    const status = await api.status(publicationId);
    return status.status === wanted ? status : null;
  });

const taskOf = async (publishId: string | null) =>
  (await tiktok.posts()).find((post) => post.publishId === publishId);
const tasksAfter = async (before: number) => (await tiktok.posts()).length - before;

const privately = { privacyLevel: 'SELF_ONLY' };

test('photos are published in their order, as JPEGs that TikTok takes, with their texts', async () => {
  const accountId = await connected();
  const mediaIds = [
    await api.addFile(await testPhoto(800, 600, 'png')),
    await api.addFile(await testPhoto(3000, 4000, 'jpeg')),
    await api.addFile(await testPhoto(640, 640, 'webp')),
  ];
  const publicationId = await publish({
    accountId,
    mediaIds,
    mode: 'direct',
    postInfo: {
      ...privately,
      title: 'Three loaves',
      description: 'Which one? #bread',
      photoCoverIndex: 1,
      autoAddMusic: true,
      isAigc: true,
    },
  });
  const { publishId, bytes } = await reaches(publicationId, 'published');
  expect(bytes).toEqual({ sent: 0, total: 0 });
  expect(await taskOf(publishId)).toMatchObject({
    status: 'PUBLISH_COMPLETE',
    postInfo: {
      title: 'Three loaves',
      description: 'Which one? #bread',
      privacyLevel: 'SELF_ONLY',
      autoAddMusic: true,
    },
    photos: [
      { contentType: 'image/jpeg', width: 800, height: 600 },
      { contentType: 'image/jpeg', width: 1080, height: 1440 },
      { contentType: 'image/jpeg', width: 640, height: 640 },
    ],
  });
});

test('photos reach the inbox of a creator, with the texts to go on from', async () => {
  const accountId = await connected();
  const mediaIds = [await api.addFile(await testPhoto(500, 500))];
  const publicationId = await publish({ accountId, mediaIds, mode: 'inbox', postInfo: { title: 'Loaf' } });
  const { publishId } = await reaches(publicationId, 'inbox_delivered');
  expect(await taskOf(publishId)).toMatchObject({ postInfo: { title: 'Loaf' } });
});

test('TikTok fetches a video from here, whole', async () => {
  const accountId = await connected();
  const mediaId = await api.addMedia(300_000);
  const publicationId = await publish({
    ...{ accountId, mediaId, source: 'PULL_FROM_URL', mode: 'direct', postInfo: privately },
  });
  const { publishId } = await reaches(publicationId, 'published');
  const bytes = await readFile(join(surroundings.mediaDirectory, mediaId));
  expect(await taskOf(publishId)).toMatchObject({ sha256: hash('sha256', bytes), bytes: bytes.length });
});

test('a video elsewhere that TikTok may not fetch fails with what TikTok says, and can be tried again', async () => {
  const accountId = await connected();
  const videoUrl = 'https://elsewhere.example/crust.mp4';
  const publicationId = await publish({ accountId, videoUrl, mode: 'direct', postInfo: privately });
  const { failure, publishId } = await reaches(publicationId, 'failed');
  expect({ failure, publishId }).toMatchObject({
    failure: { code: 'url_ownership_unverified' },
    publishId: null,
  });
});

test.each(['direct', 'inbox'])(
  'a lost answer to a %s init is never asked for again: the webhook tells which task it was, and it is one post',
  async (mode) => {
    const accountId = await connected();
    const mediaIds = [await api.addFile(await testPhoto(400, 500))];
    const before = (await tiktok.posts()).length;
    await tiktok.addFault({ path: tiktokPaths.photoInit, kind: 'lostResponse', times: 1 });
    const publicationId = await publish({
      ...{ accountId, mediaIds, mode, postInfo: mode === 'direct' ? privately : {} },
    });
    const end = await reaches(publicationId, mode === 'direct' ? 'published' : 'inbox_delivered');
    expect(end.history.map(({ status }) => status)).toContain('unconfirmed');
    expect(await taskOf(end.publishId)).toBeDefined();
    expect(await tasksAfter(before)).toBe(1);
    expect(await tiktok.received(tiktokPaths.photoInit)).toHaveLength(1);
  },
);

test('a process that dies while TikTok is asked leaves an unconfirmed publication, not a second post', async () => {
  webhooks.isDeaf = true;
  const accountId = await connected();
  const mediaIds = [await api.addFile(await testPhoto(400, 500))];
  const before = (await tiktok.posts()).length;
  await tiktok.addFault({ path: tiktokPaths.photoInit, kind: 'latency', ms: never });
  const publicationId = await publish({ accountId, mediaIds, mode: 'direct', postInfo: privately });
  await waitFor('the init to be noted', async () => {
    const { attempts } = (await postOf(publicationId)).publications[0];
    return attempts.some(
      ({ step, endedAt }: { step: string; endedAt: string | null }) => step === 'init' && !endedAt,
    );
  });
  await uploader.end('SIGKILL');
  await tiktok.clearFaults();
  await start();

  const { failure, nextStepAt } = await reaches(publicationId, 'unconfirmed');
  expect(failure).toMatchObject({ code: 'outcome_unknown', retryable: false });
  expect(nextStepAt).toBeNull();
  // Or a retry, once TikTok has said that the task failed, would stop at it again.
  const { attempts } = (await postOf(publicationId)).publications[0];
  expect(attempts.filter(({ endedAt }: { endedAt: string | null }) => endedAt === null)).toEqual([]);
  expect(await tasksAfter(before)).toBeLessThanOrEqual(1);
  const refused = await api.send('POST', `/api/posts/${await postIdOf(publicationId)}/retry`);
  expect(refused.body.error.code).toBe('post_not_retryable');
});

test('an answer that cannot be written is as good as lost: TikTok is not asked again', async () => {
  // Not the creator of the test before, who has a publication that could be meant, too.
  await tiktok.addCreator({ username: 'other.baker' });
  const accountId = await connected('other.baker');
  const mediaIds = [await api.addFile(await testPhoto(400, 500))];
  const before = (await tiktok.posts()).length;
  const admin = connect(surroundings.database.adminUrl, { applicationName: 'test' });
  await admin.$client.unsafe(`
    create function uploader.refuse() returns trigger language plpgsql as $$ begin raise exception 'disk full'; end $$;
    create trigger refuse before update on uploader.publications for each row
      when (old.status = 'initialising' and new.status = 'processing') execute function uploader.refuse()`);
  try {
    const publicationId = await publish({ accountId, mediaIds, mode: 'direct', postInfo: privately });
    const { history } = await reaches(publicationId, 'published');
    expect(history.map(({ status }) => status)).toContain('unconfirmed');
    expect(await tiktok.received(tiktokPaths.photoInit)).toHaveLength(1);
    expect(await tasksAfter(before)).toBe(1);
  } finally {
    await admin.$client.unsafe('drop function uploader.refuse cascade');
    await admin.$client.end();
  }
});

async function postIdOf(publicationId: string): Promise<string> {
  const { db } = surroundings.database;
  const [row] = await db.select().from(publications).where(eq(publications.id, publicationId));
  return row?.postId ?? '';
}

// biome-ignore lint/suspicious/noExplicitAny: what a client would read out of it.
async function postOf(publicationId: string): Promise<any> {
  return (await api.call(`/api/posts/${await postIdOf(publicationId)}`)).json();
}

test('a file is given to whoever has its address, in ranges too, and to nobody else', async () => {
  const mediaId = await api.addMedia(300_000);
  const accountId = await connected();
  await publish({ accountId, mediaId, source: 'PULL_FROM_URL', mode: 'inbox' });
  const address = await waitFor('the address', async () => {
    const [init] = await tiktok.received(tiktokPaths.inboxInit);
    return (init?.body as { source_info: { video_url: string } } | undefined)?.source_info.video_url;
  });
  const whole = Buffer.from(await (await fetch(address)).arrayBuffer());
  expect(whole).toEqual(await readFile(join(surroundings.mediaDirectory, mediaId)));
  const part = await fetch(address, { headers: { range: 'bytes=100-199' } });
  expect(part.status).toBe(206);
  expect(Buffer.from(await part.arrayBuffer())).toEqual(whole.subarray(100, 200));
  expect((await fetch(address, { headers: { range: 'bytes=9999999999-' } })).status).toBe(416);

  const other = await api.addMedia(100_000);
  for (const forged of [
    address.replace(mediaId, other),
    `${address.slice(0, -1)}${address.endsWith('A') ? 'B' : 'A'}`,
    address.replace(/\.\d{13}\./, '.9999999999999.'),
    address.replace(/[^/]+$/, 'x'),
  ]) {
    const answer = await fetch(forged);
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain('media_not_found');
  }
});

test('TikTok is asked to give up what it is still fetching, and its word ends the post', async () => {
  await tiktok.change({ pullBytesPerSecond: 10_000 });
  const mediaId = await api.addMedia(300_000);
  const source = 'PULL_FROM_URL';
  const publicationId = await publish({
    ...{ accountId: await connected(), mediaId, source, mode: 'direct', postInfo: privately },
  });
  await reaches(publicationId, 'processing');
  const answer = await api.send('POST', `/api/posts/${await postIdOf(publicationId)}/cancel`);
  expect(answer.status).toBe(200);
  const { publishId, failure } = await reaches(publicationId, 'cancelled');
  expect(failure).toBeNull();
  expect((await taskOf(publishId))?.status).toBe('FAILED');
  await tiktok.change({ pullBytesPerSecond: 0 });

  const again = await api.send('POST', `/api/posts/${await postIdOf(publicationId)}/retry`);
  expect(again.status).toBe(200);
  await reaches(publicationId, 'published');
  const tooLate = await api.send('POST', `/api/posts/${await postIdOf(publicationId)}/cancel`);
  expect(tooLate.body.error.code).toBe('post_not_cancellable');
});

test('a public post whose answer was lost is found among the creator’s posts when no webhook comes', async () => {
  webhooks.isDeaf = true;
  await tiktok.addFault({ path: tiktokPaths.photoInit, kind: 'lostResponse' });
  await tiktok.addCreator({ username: 'found.baker' });
  const accountId = await connected('found.baker');
  const mediaIds = [await api.addFile(await testPhoto(500, 400))];
  const postInfo = { privacyLevel: 'PUBLIC_TO_EVERYONE', description: 'Rye, found again #bread' };
  const before = (await tiktok.posts()).length;
  const publicationId = await publish({ accountId, mediaIds, mode: 'direct', postInfo });
  expect((await reaches(publicationId, 'unconfirmed')).nextStepAt).not.toBeNull();
  const { postIds, failure } = await reaches(publicationId, 'published');
  const [task, ...others] = (await tiktok.posts()).slice(before);
  expect({ postIds, failure, others }).toEqual({ postIds: [task?.postId], failure: null, others: [] });
});

test('without a call that auth-gateway has counted nobody looks for a post, others are published meanwhile, and then it is found', async () => {
  webhooks.isDeaf = true;
  const { authGateway } = surroundings;
  authGateway.displayCallsLeft = 0;
  await tiktok.addFault({ path: tiktokPaths.photoInit, kind: 'lostResponse' });
  await tiktok.addCreator({ username: 'waiting.baker' });
  const accountId = await connected('waiting.baker');
  const mediaIds = [await api.addFile(await testPhoto(500, 400))];
  const postInfo = { privacyLevel: 'PUBLIC_TO_EVERYONE', description: 'Rye, looked for later #bread' };
  const publicationId = await publish({ accountId, mediaIds, mode: 'direct', postInfo });
  await reaches(publicationId, 'unconfirmed');
  await waitFor('a look that was refused', async () => {
    const { attempts } = (await postOf(publicationId)).publications[0];
    return attempts.some(({ code }: { code: string | null }) => code === 'quota_full');
  });
  await reaches(await publish({ accountId, mediaIds, mode: 'direct', postInfo: privately }), 'published');
  expect(await tiktok.received('/v2/video/list/')).toEqual([]);

  authGateway.displayCallsLeft = Number.POSITIVE_INFINITY;
  const before = authGateway.displayCalls.length;
  await reaches(publicationId, 'published');
  const lists = await tiktok.received('/v2/video/list/');
  expect(lists.length).toBeGreaterThan(0);
  expect(authGateway.displayCalls.slice(before)).toEqual(lists.map(() => 'video_list'));
});

test('two posts with the same caption whose answers were lost are not taken for each other', async () => {
  webhooks.isDeaf = true;
  await tiktok.addFault({ path: tiktokPaths.photoInit, kind: 'lostResponse', times: 2 });
  await tiktok.addCreator({ username: 'twin.baker' });
  const accountId = await connected('twin.baker');
  const postInfo = { privacyLevel: 'PUBLIC_TO_EVERYONE', description: 'Twins #bread' };
  const mediaIds = [await api.addFile(await testPhoto(500, 400))];
  const publishing = { accountId, mediaIds, mode: 'direct', postInfo };
  const twins = [await publish(publishing), await publish(publishing)];
  for (const twin of twins) await reaches(twin, 'unconfirmed');
  await waitFor('some looks for them', async () => {
    const { attempts } = (await postOf(twins[0] ?? '')).publications[0];
    return (
      attempts.filter(({ step, endedAt }: { step: string; endedAt: string }) => step === 'status' && endedAt)
        .length > 1
    );
  });
  for (const twin of twins) expect((await api.status(twin)).status).toBe('unconfirmed');
});
