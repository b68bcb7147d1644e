import { publications } from '@postbus/db/uploader';
import { waitFor } from '@postbus/testing';
import { eq, sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Api, createApi, directPost } from '../../testing/api.ts';
import { startProcess, type UploaderProcess } from '../../testing/start-process.ts';
import { startTikTok, type TikTok, tiktokPaths } from '../../testing/start-tiktok.ts';
import { type Surroundings, startSurroundings } from '../../testing/start-uploader.ts';

const twoChunks = 64_500_000;
/** Far longer than any test: only the end of the process ends this. */
const never = 120_000;

let surroundings: Surroundings;
let tiktok: TikTok;
let uploader: UploaderProcess;
let api: Api;
let mediaId: string;
let accountId: string;

beforeAll(async () => {
  tiktok = await startTikTok();
  surroundings = await startSurroundings(tiktok.url);
  uploader = await startProcess(surroundings);
  api = createApi(surroundings, () => uploader);
  mediaId = await api.addMedia(twoChunks);
});
afterEach(async () => {
  await tiktok.clearFaults();
  await tiktok.forget();
});
afterAll(async () => {
  await uploader?.end('SIGKILL');
  await tiktok?.close();
  await surroundings?.close();
});

async function publishAndWait(until: (row: typeof publications.$inferSelect) => boolean) {
  const { accessToken } = await tiktok.connect('demobaker');
  accountId = api.addAccount(accessToken);
  const answer = await api.publish(directPost(accountId, mediaId));
  const { publicationId } = (await answer.json()) as { publicationId: string };
  return waitFor('the publication to be there', async () => {
    const found = await row(publicationId);
    return until(found) ? found : null;
  });
}

async function row(publicationId: string) {
  const { db } = surroundings.database;
  const [found] = await db.select().from(publications).where(eq(publications.id, publicationId));
  if (!found) throw new Error('no such publication');
  return found;
}

const published = (publicationId: string) =>
  waitFor('the post to be published', async () => {
    const status = await api.status(publicationId);
    if (status.status === 'failed') throw new Error(JSON.stringify(status.failure));
    return status.status === 'published' ? status : null;
  });

const inits = () => tiktok.received(tiktokPaths.directInit);
const postsOf = async (publishId: string | null) =>
  (await tiktok.posts()).filter((post) => post.publishId === publishId && post.status === 'PUBLISH_COMPLETE');

test('an upload whose process is killed goes on where it was, with one init and one post', async () => {
  await tiktok.addFault({ path: '/video/', method: 'PUT', kind: 'latency', ms: never, skip: 1 });
  const { id, publishId, confirmedBytes } = await publishAndWait(
    (found) => found.confirmedBytes > 0 && found.status === 'uploading',
  );
  await uploader.end('SIGKILL');
  await tiktok.clearFaults();

  uploader = await startProcess(surroundings);
  const end = await published(id);
  expect(end.publishId).toBe(publishId);
  expect(await inits()).toHaveLength(1);
  expect(await postsOf(publishId)).toHaveLength(1);
  const sent = await tiktok.received('/video/');
  expect(sent.filter(({ status }) => status === 206 || status === 201)).toMatchObject([
    { bodyBytes: confirmedBytes },
    { bodyBytes: end.bytes.total - confirmedBytes },
  ]);
  // Nothing that TikTok holds was sent a second time.
  expect(sent.map(({ status }) => status)).not.toContain(416);
});

test('a process that is killed while it waits for the init leaves one post', async () => {
  await tiktok.addFault({ path: tiktokPaths.directInit, kind: 'latency', ms: never });
  const { id } = await publishAndWait((found) => found.status === 'initialising');
  await waitFor('the init to be under way', async () => (await inits()).length > 0 || (await creatorAsked()));
  await uploader.end('SIGKILL');
  await tiktok.clearFaults();

  uploader = await startProcess(surroundings);
  const { publishId } = await published(id);
  expect(await postsOf(publishId)).toHaveLength(1);
});

test('the end of a process in order hands its upload over at once, without waiting for the lease', async () => {
  await tiktok.addFault({ path: '/video/', method: 'PUT', kind: 'latency', ms: never, skip: 1 });
  const { id, publishId } = await publishAndWait(
    (found) => found.confirmedBytes > 0 && found.status === 'uploading',
  );
  expect(await uploader.end('SIGTERM')).toBe(0);
  expect(await row(id)).toMatchObject({ leaseId: null, status: 'uploading' });
  await tiktok.clearFaults();

  uploader = await startProcess(surroundings);
  expect((await published(id)).publishId).toBe(publishId);
  expect(await inits()).toHaveLength(1);
});

test('jobs and queues that a dead worker has locked are freed within seconds, not hours', async () => {
  const { db } = surroundings.database;
  const { id } = await publishAndWait((found) => found.status === 'published');
  // As a worker leaves it that died after its job had begun.
  await db
    .update(publications)
    .set({ status: 'processing', nextStepAt: sql`now()` })
    .where(eq(publications.id, id));
  await db.execute(sql`
    select uploader_jobs.add_job('publish', json_build_object('publicationId', ${id}::text),
      queue_name => ${`account:${accountId}`}, job_key => ${`publication:${id}`},
      run_at => now() + interval '1 hour')`);
  for (const table of ['_private_jobs', '_private_job_queues']) {
    await db.execute(sql`
      update ${sql.raw(`uploader_jobs.${table}`)}
      set locked_by = 'pool-of-the-dead', locked_at = now() - interval '1 minute'`);
  }
  await waitFor('the publication to be looked at', async () => (await row(id)).status === 'published');
});

const creatorAsked = async () => (await tiktok.received(tiktokPaths.creatorInfo)).length > 0;
