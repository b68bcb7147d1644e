import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { postStatus } from '@postbus/contracts';
import {
  type DemoResult,
  encodeVideo,
  runMainJob,
  startTestStack,
  type TestStack,
} from '@postbus/local/testing';
import { waitFor } from '@postbus/testing';
import { connect } from 'nats';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sandboxControl } from '../support/sandbox.ts';
import { secretsOf } from '../support/secrets.ts';

describe('the main job, from connecting a creator to the post in the CRM tables', () => {
  let stack: TestStack;
  let folder: string;
  let video: string;
  let result: DemoResult;
  let sql: postgres.Sql;

  beforeAll(async () => {
    stack = await startTestStack();
    folder = await mkdtemp(join(tmpdir(), 'postbus-e2e-'));
    video = join(folder, 'my own video.mp4');
    await encodeVideo(video);
    sql = postgres(stack.databaseUrl, { max: 2 });
    result = await runMainJob(stack, { file: video });
  });

  afterAll(async () => {
    await sql?.end();
    await stack?.close();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  const sandbox = () => sandboxControl(stack.urls.sandbox ?? '');

  test('ends published, and no state was skipped on the way', () => {
    const statuses = result.statusHistory
      .map(({ status }) => status)
      .filter((status, i, all) => status !== all[i - 1]);
    expect(statuses).toEqual(['queued', 'initialising', 'uploading', 'processing', 'published']);
  });

  test('ends with the id of the post that TikTok published, digit for digit', async () => {
    const posts = await sandbox().posts();
    expect(posts.map(({ postId }) => postId)).toEqual([result.postId]);
    expect(result.postId).toMatch(/^\d{19}$/);
    expect(posts[0]?.publishId).toBe(result.publishId);
  });

  test("publishes the user's own file byte for byte", async () => {
    const sha256 = createHash('sha256')
      .update(await readFile(video))
      .digest('hex');
    expect((await sandbox().posts())[0]).toMatchObject({ bytes: result.bytes, sha256 });
  });

  test('asks TikTok for one init only', async () => {
    const inits = (await sandbox().journal()).filter(({ path }) => path === '/v2/post/publish/video/init/');
    expect(inits).toHaveLength(1);
  });

  test('leaves one post and its account in the CRM tables', async () => {
    expect(await sql`select publication_id, status, platform_post_ids from crm_sync.tiktok_posts`).toEqual([
      { publication_id: result.publicationId, status: 'published', platform_post_ids: [result.postId] },
    ]);
    expect(await sql`select id, username, status from crm_sync.accounts`).toEqual([
      { id: result.accountId, username: 'demobaker', status: 'active' },
    ]);
  });

  test('has the figures of the account and of the post collected from TikTok, and nothing twice', async () => {
    await waitFor('both to be measured', async () => {
      const [row] = await sql`
        select (select count(*)::int from crm_sync.account_metrics where account_id = ${result.accountId}) as accounts,
          (select count(*)::int from crm_sync.post_metrics where video_id = ${result.postId}) as posts`;
      return row?.accounts > 0 && row?.posts > 0;
    });
    expect(await sql`select source from crm_sync.tiktok_posts`).toEqual([{ source: 'postbus' }]);
    expect(await sql`select last_error, followers::int from crm_sync.account_collections`).toEqual([
      { last_error: null, followers: expect.any(Number) },
    ]);
  });

  test('tells every state to whoever subscribes to post.status.>, each once and in order', async () => {
    const connection = await connect(natsOptions(stack.natsUrl));
    const consumer = await connection.jetstream().consumers.get('POSTS', { filterSubjects: 'post.status.>' });
    const messages = await consumer.fetch({ max_messages: 100, expires: 1000 });
    const events = [];
    for await (const message of messages) events.push(postStatus.parse(message.json()));
    await connection.close();

    const versions = events.map(({ data }) => data.version);
    expect(versions).toEqual(versions.map((_, index) => index + 1));
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
    expect(events.at(-1)?.data).toMatchObject({ status: 'published', platformPostIds: [result.postId] });
  });

  test('keeps tokens as ciphertext', async () => {
    const [account] = await sql`
      select access_token_encrypted as access, refresh_token_encrypted as refresh from auth_gateway.oauth_accounts`;
    expect(account?.access).toMatch(/^v1\.[0-9a-f]{32}\.[\w-]+$/);
    expect(account?.refresh).toMatch(/^v1\.[0-9a-f]{32}\.[\w-]+$/);
    expect(account?.access).not.toContain('act.');
  });

  test('writes no token, secret, code or upload token into any log', async () => {
    const secrets = await secretsOf(stack, await sandbox().journal());
    // A run uses at least these; fewer would mean that the search is blind.
    const kinds = new Set(secrets.values());
    for (const kind of [
      'access token',
      'code',
      'client_secret',
      'upload_token',
      'code_verifier',
      'adminClient.secret',
    ]) {
      expect(kinds).toContain(kind);
    }
    const logs = await stack.logs();
    for (const service of ['auth-gateway', 'uploader', 'webhook-ingest', 'crm-sync', 'sandbox']) {
      expect(logs[service]?.length).toBeGreaterThan(100);
    }
    const leaks = Object.entries(logs).flatMap(([log, text]) =>
      [...secrets]
        .filter(([secret]) => text.includes(secret) || text.includes(encodeURIComponent(secret)))
        .map(([, kind]) => `${kind} in ${log}`),
    );
    expect(leaks).toEqual([]);
  });

  test('keeps one correlation id from the request to the CRM', async () => {
    const [first] = await sql`
      select event->>'correlationid' as id from uploader.outbox
      where event->'data'->>'publicationId' = ${result.publicationId} order by id limit 1`;
    const logs = await stack.logs();
    expect(logs.uploader).toContain(first?.id);
    expect(logs['auth-gateway']).toContain(first?.id);
  });
});

function natsOptions(url: string) {
  const { host, username, password } = new URL(url);
  return { servers: host, user: username, pass: password };
}
