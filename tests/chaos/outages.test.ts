import type { StackServer } from '@postbus/local';
import { runMainJob, startTestStack, type TestStack } from '@postbus/local/testing';
import { waitFor } from '@postbus/testing';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sandboxControl } from '../support/sandbox.ts';

describe('an outage in the middle of the main job', () => {
  let stack: TestStack;
  let sql: postgres.Sql;

  beforeAll(async () => {
    stack = await startTestStack({
      env: { LEASE_SECONDS: '3', STATUS_POLL_SECONDS: '1', SANDBOX_WEBHOOK_RETRY_MS: '500' },
    });
    sql = postgres(stack.databaseUrl, { max: 2 });
  });

  afterAll(async () => {
    await sql?.end();
    await stack?.close();
  });

  const sandbox = () => sandboxControl(stack.urls.sandbox ?? '');

  /** Runs the main job and takes a server away as soon as the publication was accepted, until `seen` has happened. */
  async function runWithout(server: StackServer, seen: () => Promise<unknown>) {
    const outage = async () => {
      await server.stop('SIGKILL');
      try {
        await seen();
      } finally {
        await server.start();
      }
    };
    const outages: Promise<void>[] = [];
    const say = (line: string) => {
      if (line.startsWith('Publishing')) outages.push(outage());
    };
    const result = await runMainJob(stack, { say });
    expect(outages).toHaveLength(1);
    await Promise.all(outages);
    return result;
  }

  /** Everything that TikTok sent and every state that was reached has arrived once. */
  async function expectNothingLost({ publicationId, postId }: { publicationId: string; postId: string }) {
    const history = await sql`
      select (event->'data'->>'version')::int as version from uploader.outbox
      where event->'data'->>'publicationId' = ${publicationId} order by version`;
    expect(history.map(({ version }) => version)).toEqual(history.map((_, index) => index + 1));
    expect(
      await sql`select platform_post_ids from crm_sync.tiktok_posts where publication_id = ${publicationId}`,
    ).toEqual([{ platform_post_ids: [postId] }]);
    await waitFor('every event to be published', async () => {
      const [row] = await sql`
        select (select count(*) from uploader.outbox where published_at is null)
             + (select count(*) from webhook_ingest.webhook_events where published_at is null) as waiting`;
      return row?.waiting === '0';
    });
    expect((await sandbox().posts()).filter((post) => post.postId === postId)).toHaveLength(1);
  }

  test('of NATS loses nothing: the job completes after NATS is back', async () => {
    const result = await runWithout(stack.nats, () =>
      // TikTok's webhook is taken in and kept although nobody can be told.
      waitFor('a webhook on disk', async () => {
        const [row] = await sql`select from webhook_ingest.webhook_events where published_at is null limit 1`;
        return row !== undefined;
      }),
    );
    await expectNothingLost(result);
  });

  test('of PostgreSQL loses nothing: the job completes after PostgreSQL is back', async () => {
    const result = await runWithout(stack.postgres, () =>
      waitFor('a service to notice', async () => {
        const answer = await fetch(`${stack.urls['crm-sync']}/health/ready`);
        return answer.status === 503;
      }),
    );
    await expectNothingLost(result);
    // No process was lost on the way: a supervisor that starts them again is no part of this test.
    for (const name of ['auth-gateway', 'uploader', 'webhook-ingest', 'crm-sync'] as const) {
      expect(stack.service(name).isRunning(), name).toBe(true);
    }
  });
});
