import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeVideo, runMainJob, startTestStack, type TestStack } from '@postbus/local/testing';
import { waitFor } from '@postbus/testing';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { padVideo } from '../support/large-video.ts';
import { sandboxControl } from '../support/sandbox.ts';

const videoBytes = 100_000_000;

describe('uploader, killed in the middle of an upload of 100 MB', () => {
  let stack: TestStack;
  let folder: string;
  let sql: postgres.Sql;

  beforeAll(async () => {
    stack = await startTestStack({ env: { LEASE_SECONDS: '3', STATUS_POLL_SECONDS: '1' } });
    folder = await mkdtemp(join(tmpdir(), 'postbus-chaos-'));
    sql = postgres(stack.databaseUrl, { max: 2 });
  });

  afterAll(async () => {
    await sql?.end();
    await stack?.close();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  test('finishes the same publish id after a restart: one init, one post, the same bytes', async () => {
    const sandbox = sandboxControl(stack.urls.sandbox ?? '');
    const video = join(folder, 'large.mp4');
    await encodeVideo(video);
    await padVideo(video, videoBytes);
    // The first chunk goes through; the second one hangs until the process is dead.
    await sandbox.fault({ path: '/video', method: 'PUT', kind: 'latency', ms: 60_000, skip: 1 });

    const done = runMainJob(stack, { file: video });
    const before = await waitFor('the first chunk to be confirmed', async () => {
      const [row] = await sql`
        select publish_id, confirmed_bytes::int from uploader.publications where confirmed_bytes > 0`;
      return row;
    });
    expect(before.confirmed_bytes).toBeLessThan(videoBytes);
    await stack.service('uploader').kill('SIGKILL');
    // It may have died before it began the second: then the next process would hang there.
    await sandbox.clearFaults();
    await stack.service('uploader').start();

    const result = await done;
    expect(result.bytes).toBe(videoBytes);
    expect(result.publishId).toBe(before.publish_id);

    const journal = await sandbox.journal();
    expect(journal.filter(({ path }) => path === '/v2/post/publish/video/init/')).toHaveLength(1);
    const stored = journal.filter(
      ({ method, status }) => method === 'PUT' && (status === 206 || status === 201),
    );
    expect(stored.reduce((sum, { bodyBytes }) => sum + bodyBytes, 0)).toBe(videoBytes);
    expect((await sandbox.posts()).map(({ postId, bytes }) => ({ postId, bytes }))).toEqual([
      { postId: result.postId, bytes: videoBytes },
    ]);
    expect(await sql`select publication_id, platform_post_ids from crm_sync.tiktok_posts`).toEqual([
      { publication_id: result.publicationId, platform_post_ids: [result.postId] },
    ]);
  });
});
