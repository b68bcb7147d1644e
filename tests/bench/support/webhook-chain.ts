import { createHmac, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startTestStack, type TestStack } from '@postbus/local/testing';
import postgres from 'postgres';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { Agent, request } from 'undici';
import type { BenchmarkContext } from '../benchmark.ts';

const Secrets = Type.Object({
  sandboxApp: Type.Object({ clientKey: Type.String(), clientSecret: Type.String() }),
});

/** A publication whose bytes TikTok has, and that waits for its webhook. */
export interface AwaitingPost {
  publicationId: string;
  publishId: string;
  postId: string;
}

/** Every service that a webhook goes through on its way to the CRM, and a database that knows when each row was committed. */
export async function startWebhookChain(context: BenchmarkContext) {
  const stack = await startTestStack({
    env: { RATE_LIMIT_PER_MINUTE: '100000000', LOG_LEVEL: 'warn' },
    postgresSettings: { fsync: 'on', full_page_writes: 'on', track_commit_timestamp: 'on' },
  });
  context.atEnd(() => stack.close());
  const sql = postgres(stack.databaseUrl, { max: 2, onnotice: () => {} });
  context.atEnd(() => sql.end());
  const { sandboxApp } = Value.Parse(
    Secrets,
    JSON.parse(await readFile(join(stack.dataDir, 'secrets.json'), 'utf8')),
  );
  return { stack, sql, sender: createSender(context, stack, sandboxApp) };
}

/** Publications of several accounts, as uploader has them while TikTok processes the video. */
export async function addAwaiting(sql: postgres.Sql, count: number): Promise<AwaitingPost[]> {
  const tag = randomUUID().slice(0, 8);
  const rows = await sql<AwaitingPost[]>`
    with numbered as (
      select n, gen_random_uuid() as post_id, gen_random_uuid() as publication_id from generate_series(1, ${count}) as n
    ), account as (
      select array_agg(gen_random_uuid()) as ids from generate_series(1, 50)
    ), workspace as (
      select id from auth_gateway.workspaces where name = 'local'
    ), post as (
      insert into uploader.posts (id, workspace_id, client_id, source, mode, media_ids, post_info)
      select post_id, workspace.id, 'bench', 'FILE_UPLOAD', 'direct', '{}',
        jsonb_build_object('title', 'Bread ' || n || ' #baking #loaf' || n % 20, 'privacyLevel', 'SELF_ONLY')
      from numbered, workspace returning id
    ), publication as (
      insert into uploader.publications (id, post_id, workspace_id, account_id, platform, status, version, correlation_id,
        total_bytes, confirmed_bytes, publish_id, due_at)
      select publication_id, post_id, workspace.id, account.ids[1 + n % 50], 'tiktok', 'processing', 5, 'bench', 1, 1,
        'v_pub_file~v2-1.' || ${tag}::text || n, now()
      from numbered, account, workspace
      where exists (select from post) returning id, publish_id
    )
    select id as "publicationId", publish_id as "publishId",
      (7600000000000000000 + row_number() over ())::text as "postId" from publication`;
  await sql`analyze uploader.publications`;
  return rows;
}

/** Delivers webhooks as TikTok does: signed, over connections that stay open. */
function createSender(
  context: BenchmarkContext,
  stack: TestStack,
  { clientKey, clientSecret }: { clientKey: string; clientSecret: string },
) {
  const dispatcher = new Agent({ connections: 64 });
  context.atEnd(() => dispatcher.destroy());
  const url = `${stack.urls['webhook-ingest']}/api/webhooks/tiktok`;
  return {
    /** Raises an error unless it is taken in. Three of four say that the post is out, the fourth also what its id is. */
    async deliver({ publishId, postId }: AwaitingPost, number: number): Promise<void> {
      const tellsId = number % 4 === 3;
      const content = {
        publish_id: publishId,
        publish_type: 'DIRECT_PUBLISH',
        ...(tellsId && { post_id: postId }),
      };
      const seconds = Math.floor(Date.now() / 1000);
      const body = JSON.stringify({
        client_key: clientKey,
        event: tellsId ? 'post.publish.publicly_available' : 'post.publish.complete',
        create_time: seconds,
        user_openid: '-000BenchOpenId',
        content: JSON.stringify(content),
      });
      const signature = createHmac('sha256', clientSecret).update(`${seconds}.${body}`).digest('hex');
      const answer = await request(url, {
        method: 'POST',
        dispatcher,
        headers: { 'content-type': 'application/json', 'tiktok-signature': `t=${seconds},s=${signature}` },
        body,
      });
      await answer.body.dump();
      if (answer.statusCode !== 200) throw new Error(`a webhook was answered with ${answer.statusCode}`);
    },
  };
}

export type WebhookSender = ReturnType<typeof createSender>;
