import { join } from 'node:path';
import {
  connectTestCreator,
  encodeVideo,
  startTestStack,
  type TestStack,
  uploadTestMedia,
} from '@postbus/local/testing';
import { Postbus } from '@postbus/sdk';
import { waitFor } from '@postbus/testing';
import postgres from 'postgres';
import { sandboxControl } from '../support/sandbox.ts';
import type { Benchmark } from './benchmark.ts';

const othersCount = 10_000;
const aheadMs = 8000;

/** How late the last of some posts goes out that are scheduled for the same second, while 10,000 others wait for theirs. */
export const schedule: Benchmark = {
  name: 'schedule',
  unit: 's',
  goal: { of: 'figure', atMost: 2 },
  async run(context) {
    const others = context.quick ? 100 : othersCount;
    const count = context.quick ? 2 : 10;
    const stack = await startTestStack({
      services: ['auth-gateway', 'uploader'],
      postgresSettings: { fsync: 'on', full_page_writes: 'on' },
    });
    context.atEnd(() => stack.close());
    const sql = postgres(stack.databaseUrl, { max: 1, onnotice: () => {} });
    context.atEnd(() => sql.end());
    const accountIds = await newAccounts(stack, count);
    const video = join(context.folder, 'video.mp4');
    await encodeVideo(video);
    const mediaId = await uploadTestMedia(stack, video);

    await addScheduled(sql, others);
    context.progress(`${others} posts wait for their time`);
    const { 'auth-gateway': authGateway = '', uploader } = stack.urls;
    const postbus = new Postbus({ urls: { authGateway, uploader }, ...stack.adminClient });
    context.atEnd(() => postbus.close());
    const { postId } = await postbus.posts.create({
      ...{ accountIds, mediaId, mode: 'direct' },
      postInfo: { privacyLevel: 'SELF_ONLY' },
      scheduledAt: new Date(Date.now() + aheadMs).toISOString(),
    });
    const late = await waitFor('all to have gone out', async () => {
      // The moment before TikTok is called for the first time.
      const rows = await sql<{ seconds: number }[]>`
        select extract(epoch from min(attempt.started_at) - publication.due_at)::float8 as seconds
        from uploader.publications as publication join uploader.publish_attempts as attempt
          on attempt.publication_id = publication.id and attempt.step = 'init'
        where publication.post_id = ${postId} group by publication.id`;
      return rows.length === count && rows.map(({ seconds }) => seconds);
    });
    const figure = Math.max(...late);
    context.progress(
      `${count} posts went out ${Math.min(...late).toFixed(2)} to ${figure.toFixed(2)} s late`,
    );
    return { figure, baseline: null, extra: { others, posts: count } };
  },
};

async function newAccounts(stack: TestStack, count: number): Promise<string[]> {
  const sandbox = sandboxControl(stack.urls.sandbox ?? '');
  const accountIds: string[] = [];
  for (let index = 0; index < count; index++) {
    await sandbox.addCreator(`baker${index}`);
    accountIds.push(await connectTestCreator(stack, `baker${index}`));
  }
  return accountIds;
}

/** Posts of other accounts that are scheduled within the next days, with their jobs. */
async function addScheduled(sql: postgres.Sql, count: number): Promise<void> {
  await sql`
    with post as (
      insert into uploader.posts (id, workspace_id, client_id, source, mode, media_ids, post_info)
      select gen_random_uuid(), workspace_id, client_id, 'FILE_UPLOAD', 'direct', array[id], '{}'
      from uploader.media, generate_series(1, ${count}) returning id, workspace_id
    ), publication as (
      insert into uploader.publications (id, post_id, workspace_id, account_id, platform, status, correlation_id,
        total_bytes, due_at, next_step_at)
      select gen_random_uuid(), id, workspace_id, gen_random_uuid(), 'tiktok', 'scheduled', 'bench', 1, at, at
      from post, lateral (select now() + interval '1 minute' + random() * interval '3 days' as at where id is not null) as due
      returning id, account_id, next_step_at
    )
    select count(uploader_jobs.add_job('publish', json_build_object('publicationId', id),
      queue_name => 'account:' || account_id, run_at => next_step_at, job_key => 'publication:' || id))
    from publication`;
  await sql`vacuum analyze uploader.publications`;
}
