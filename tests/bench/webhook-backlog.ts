import type { Benchmark } from './benchmark.ts';
import { startWebhookIngest } from './support/webhook-ingest.ts';

const backlog = 1_000_000;
const rowsAtOnce = 50_000;

/** Webhooks that waited for the bus: how fast the last tenth of a million is published, against the first tenth. */
export const webhookBacklog: Benchmark = {
  name: 'webhook-backlog',
  unit: 'webhooks/s',
  goal: { of: 'ratio', atLeast: 0.77 },
  async run(context) {
    const count = context.quick ? 20_000 : backlog;
    const { stack, sql, drained } = await startWebhookIngest(context);
    await stack.service('webhook-ingest').stop();
    for (let rows = 0; rows < count; rows += rowsAtOnce) {
      await sql.unsafe(insertWaiting(Math.min(rowsAtOnce, count - rows)));
    }
    context.progress(`${count} webhooks wait for the bus`);

    await stack.service('webhook-ingest').start();
    await drained();
    // A row tells when its batch was published.
    const [seconds] = await sql<{ first: number; last: number; all: number }[]>`
      with published as (
        select extract(epoch from published_at)::float8 as at, row_number() over (order by published_at) as place
        from webhook_ingest.webhook_events)
      select max(at) filter (where place <= ${count / 10}) - min(at) as first,
        max(at) - max(at) filter (where place <= ${count * 0.9}) as last, max(at) - min(at) as all
      from published`;
    if (!seconds) throw new Error('nothing was published');
    const perSecond = (of: number) => count / 10 / of;
    context.progress(`published in ${seconds.all.toFixed(0)} s`);
    return {
      figure: perSecond(seconds.last),
      baseline: perSecond(seconds.first),
      extra: { backlog: count, seconds: seconds.all },
    };
  },
};

/** A statement that stores webhooks as the service does, all of them waiting. */
const insertWaiting = (count: number) => `
  insert into webhook_ingest.webhook_events
    (id, subject, correlation_id, external_id, platform, client_key, event_name, user_open_id, create_time, raw_body, headers,
     received_at)
  select id, 'webhook.tiktok.post.publish.complete', id::text,
    encode(sha256(id::text::bytea), 'hex'), 'tiktok', 'awbench000000001', 'post.publish.complete', 'u', 1791500000, body,
    '{}', now()
  from (
    select uuidv7() as id,
      json_build_object('client_key', 'awbench000000001', 'event', 'post.publish.complete', 'create_time', 1791500000,
        'user_openid', 'u', 'content',
        '{"publish_id":"v_pub_file~v2-1.' || number || '","publish_type":"DIRECT_PUBLISH"}')::text as body
    from generate_series(1, ${count}) as number) as webhook`;
