import { setTimeout as pause } from 'node:timers/promises';
import { startTestStack } from '@postbus/local/testing';
import postgres from 'postgres';
import type { Benchmark } from './benchmark.ts';

const lookEveryMs = 500;

/**
 * How fast a backlog goes: uploader's outbox onto the bus while crm-sync is away, then the bus into the CRM. The last
 * tenth against the first tenth, of whichever of the two falls off more.
 */
export const backlog: Benchmark = {
  name: 'backlog',
  unit: 's for a tenth',
  goal: { of: 'ratio', atMost: 1.3 },
  async run(context) {
    const events = context.quick ? 2000 : 1_000_000;
    const stack = await startTestStack({
      services: ['auth-gateway', 'uploader', 'crm-sync'],
      env: { LOG_LEVEL: 'warn', COLLECT_CONCURRENCY: '0' },
      postgresSettings: { fsync: 'on', full_page_writes: 'on', track_commit_timestamp: 'on' },
    });
    context.atEnd(() => stack.close());
    const sql = postgres(stack.databaseUrl, { max: 1, onnotice: () => {} });
    context.atEnd(() => sql.end());
    const [uploader, crmSync] = [stack.service('uploader'), stack.service('crm-sync')];
    await Promise.all([uploader.stop(), crmSync.stop()]);

    await fillOutbox(sql, events);
    context.progress(`${events} events wait in the outbox`);
    await uploader.start();
    await until(async () => {
      const [row] = await sql`select 1 from uploader.outbox where published_at is null limit 1`;
      return row === undefined;
    });
    const relay = await tenths(sql, sql`select published_at as at from uploader.outbox`);
    context.progress(`relay: ${told(relay, events)}`);
    await uploader.stop();

    await crmSync.start();
    // PostgreSQL's own tally costs nothing to read; it has rows of transactions that failed, too.
    const tally = () => sql<{ rows: number }[]>`
      select n_tup_ins::int as rows from pg_stat_user_tables where relid = 'crm_sync.tiktok_posts'::regclass`;
    const count = () => sql<{ rows: number }[]>`select count(*)::int as rows from crm_sync.tiktok_posts`;
    const isFull = async (look: typeof count) => ((await look())[0]?.rows ?? 0) >= events;
    await until(async () => (await isFull(tally)) && (await isFull(count)));
    const projection = await tenths(
      sql,
      sql`select pg_xact_commit_timestamp(xmin) as at from crm_sync.tiktok_posts`,
    );
    context.progress(`projection: ${told(projection, events)}`);

    const worst = ratioOf(relay) > ratioOf(projection) ? relay : projection;
    return {
      figure: worst.last,
      baseline: worst.first,
      extra: {
        events,
        relayRatio: ratioOf(relay),
        projectionRatio: ratioOf(projection),
        relayedPerSecond: events / relay.all,
        projectedPerSecond: events / projection.all,
      },
    };
  },
};

/** One event of each of so many publications, as uploader writes them. */
async function fillOutbox(sql: postgres.Sql, events: number): Promise<void> {
  await sql`
    insert into uploader.outbox (id, subject, event)
    select event_id, 'post.status.tiktok.queued.' || workspace.id, jsonb_build_object(
      'specversion', '1.0', 'id', event_id, 'source', '/uploader', 'type', 'post.status', 'subject', publication_id,
      'time', '2026-01-01T00:00:00.000Z', 'datacontenttype', 'application/json', 'workspaceid', workspace.id,
      'correlationid', 'bench', 'data', jsonb_build_object(
        'publicationId', publication_id, 'postId', post_id, 'accountId', account_id, 'platform', 'tiktok',
        'mode', 'direct', 'status', 'queued', 'previousStatus', null, 'version', 1, 'publishId', null,
        'platformPostIds', '[]'::jsonb, 'caption', 'Bread ' || n || ' #baking', 'mediaId', null, 'failure', null,
        'scheduledAt', null, 'publishedAt', null, 'occurredAt', '2026-01-01T00:00:00.000Z'))
    from auth_gateway.workspaces as workspace, lateral (
      select n, uuidv7() as event_id, uuidv7() as publication_id, uuidv7() as post_id, uuidv7() as account_id
      from generate_series(1, ${events}) as n) as made
    where workspace.name = 'local'`;
  await sql`vacuum analyze uploader.outbox`;
}

interface Tenths {
  /** In seconds. */
  first: number;
  last: number;
  all: number;
}

/** How long the first and the last tenth took, by when each row was done. */
async function tenths(sql: postgres.Sql, times: postgres.PendingQuery<postgres.Row[]>): Promise<Tenths> {
  const [row] = await sql<Tenths[]>`
    with done as (select at, percent_rank() over (order by at) as part from (${times}) as times),
    ends as (
      select min(at) as begins, max(at) filter (where part <= 0.1) as first_ends,
        max(at) filter (where part <= 0.9) as last_begins, max(at) as ends
      from done)
    select extract(epoch from first_ends - begins)::float8 as first,
      extract(epoch from ends - last_begins)::float8 as last, extract(epoch from ends - begins)::float8 as all
    from ends`;
  if (!row) throw new Error('nothing was done');
  return row;
}

const ratioOf = ({ first, last }: Tenths): number => last / first;

const told = ({ first, last, all }: Tenths, events: number): string =>
  `${(events / all).toFixed(0)} a second, first tenth ${first.toFixed(1)} s, last ${last.toFixed(1)} s`;

async function until(isDone: () => Promise<boolean>): Promise<void> {
  while (!(await isDone())) await pause(lookEveryMs);
}
