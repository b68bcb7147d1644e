import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  connectTestCreator,
  encodeVideo,
  startTestStack,
  type TestStack,
  uploadTestMedia,
} from '@postbus/local/testing';
import { Postbus, PostbusApiError } from '@postbus/sdk';
import { waitFor } from '@postbus/testing';
import fc from 'fast-check';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sandboxControl } from '../support/sandbox.ts';

const creatorCount = 20;
const postCount = 10;
const publicationCount = creatorCount * postCount;
const initPath = '/v2/post/publish/video/init/';

/** Chooses what goes wrong, one after the other. `CHAOS_SEED=<number>` plays another one. */
const seed = Number(process.env.CHAOS_SEED ?? 22);
const blows = [
  'kill uploader',
  'kill uploader',
  'kill uploader',
  'stop nats',
  'stop postgres',
  'lose the answer to an init',
  'lose the answer to an upload',
  'break an upload',
  'answer 503',
  'send a webhook twice',
  'send a webhook late',
  'forge a webhook',
  'lose a webhook',
] as const;
type Blow = (typeof blows)[number];
const script = fc.sample(
  fc.array(fc.record({ blow: fc.constantFrom(...blows), waitMs: fc.integer({ min: 100, max: 1200 }) }), {
    minLength: 45,
    maxLength: 45,
  }),
  { seed, numRuns: 1 },
)[0];

describe(`200 publications on 20 accounts, while everything fails (seed ${seed})`, () => {
  let stack: TestStack;
  let folder: string;
  let sql: postgres.Sql;
  let postbus: Postbus;
  const creators = Array.from({ length: creatorCount }, (_, index) => `baker${index}`);

  beforeAll(async () => {
    const env = { LEASE_SECONDS: '2', STATUS_POLL_SECONDS: '0.5', SANDBOX_WEBHOOK_RETRY_MS: '500' };
    stack = await startTestStack({ env: { ...env, RATE_LIMIT_PER_MINUTE: '100000' } });
    folder = await mkdtemp(join(tmpdir(), 'postbus-chaos-'));
    sql = postgres(stack.databaseUrl, { max: 2, onnotice: () => {} });
    const { 'auth-gateway': authGateway = '', uploader, 'crm-sync': crmSync } = stack.urls;
    postbus = new Postbus({ urls: { authGateway, uploader, crmSync }, ...stack.adminClient });
  });
  afterAll(async () => {
    await postbus?.close();
    await sql?.end();
    await stack?.close();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  const sandbox = () => sandboxControl(stack.urls.sandbox ?? '');

  const deal: Record<Blow, () => Promise<unknown>> = {
    async 'kill uploader'() {
      await stack.service('uploader').kill('SIGKILL');
      await stack.service('uploader').start();
    },
    async 'stop nats'() {
      await stack.nats.stop('SIGKILL');
      await stack.nats.start();
    },
    async 'stop postgres'() {
      await stack.postgres.stop('SIGKILL');
      await stack.postgres.start();
    },
    'lose the answer to an init': () => sandbox().fault({ path: initPath, kind: 'lostResponse' }),
    'lose the answer to an upload': () =>
      sandbox().fault({ path: '/video', method: 'PUT', kind: 'lostResponse' }),
    'break an upload': () => sandbox().fault({ path: '/video', method: 'PUT', kind: 'reset' }),
    'answer 503': () => sandbox().fault({ path: '/v2/post', kind: 'status', status: 503, times: 3 }),
    'send a webhook twice': () => sandbox().webhookFault({ kind: 'duplicate' }),
    'send a webhook late': () => sandbox().webhookFault({ kind: 'delay', ms: 1500 }),
    'forge a webhook': () => sandbox().webhookFault({ kind: 'badSignature' }),
    'lose a webhook': () => sandbox().webhookFault({ kind: 'drop' }),
  };

  /** Asks until the post is accepted, with one key: it is one post, however often it was asked for. */
  async function createPatiently(post: Parameters<Postbus['posts']['create']>[0], idempotencyKey: string) {
    for (;;) {
      try {
        return await postbus.posts.create(post, { idempotencyKey });
      } catch (error) {
        // A server that was killed in the middle of a request answers 500, too.
        if (!(error instanceof PostbusApiError) || (error.status > 0 && error.status < 500)) throw error;
        await pause(200);
      }
    }
  }

  const openPublications = async () => {
    const rows = await sql`select status from uploader.publications`;
    return rows.filter(({ status }) => status !== 'published').length + publicationCount - rows.length;
  };

  test('each is published once, all agree on it, and no quota is exceeded', async () => {
    for (const creator of creators) await sandbox().addCreator(creator);
    const accountIds: string[] = [];
    for (const creator of creators) accountIds.push(await connectTestCreator(stack, creator));
    const video = join(folder, 'video.mp4');
    await encodeVideo(video);
    const mediaIds: string[] = [];
    for (let index = 0; index < postCount; index++) mediaIds.push(await uploadTestMedia(stack, video));

    const posting = Promise.all(
      mediaIds.map(async (mediaId, index) => {
        await pause(index * 1500);
        const postInfo = { title: `post ${index}`, privacyLevel: 'SELF_ONLY' } as const;
        await createPatiently({ accountIds, mediaId, mode: 'direct', postInfo }, `chaos-${index}`);
      }),
    );
    for (const { blow, waitMs } of script ?? []) {
      await pause(waitMs);
      await deal[blow]();
    }
    await posting;
    await waitFor('all to be published', async () => (await openPublications()) === 0, 240_000);

    // At TikTok: every post of every creator is there, once.
    const there = (await sandbox().posts()).filter(({ status }) => status === 'PUBLISH_COMPLETE');
    const nameOf = ({ username, caption }: { username: string; caption: string }) =>
      `${username}: ${caption}`;
    const wanted = creators.flatMap((username) =>
      mediaIds.map((_, index) => nameOf({ username, caption: `post ${index}` })),
    );
    expect(there.map(nameOf).toSorted()).toEqual(wanted.toSorted());

    // Here: the same tasks, and nobody else.
    const rows = await sql<{ publish_id: string }[]>`select publish_id from uploader.publications`;
    expect(rows.map(({ publish_id }) => publish_id).toSorted()).toEqual(
      there.map(({ publishId }) => publishId).toSorted(),
    );

    // TikTok never had to say that somebody asks too often.
    const refused = (await sandbox().journal()).filter(({ status }) => status === 429);
    expect(refused.map(({ path }) => path)).toEqual([]);

    // Told: every version once, and one end of each.
    const told = await sql`
      select event->>'subject' as id, count(*)::int as events, max((event->'data'->>'version')::int) as version,
        count(*) filter (where event->'data'->>'status' = 'published')::int as ends
      from uploader.outbox where event->>'type' = 'post.status' group by 1`;
    expect(told).toHaveLength(publicationCount);
    for (const { events, version, ends } of told) expect([events, ends]).toEqual([version, 1]);

    // In the CRM.
    await waitFor(
      'the CRM to know',
      async () => {
        const [row] = await sql`
          select count(*)::int as count from crm_sync.tiktok_posts where status = 'published'`;
        return row?.count === publicationCount;
      },
      120_000,
    );
    for (const name of ['auth-gateway', 'webhook-ingest', 'crm-sync'] as const) {
      expect(stack.service(name).isRunning(), name).toBe(true);
    }
  }, 900_000);
});
