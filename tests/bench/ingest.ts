import type { TestStack } from '@postbus/local/testing';
import type postgres from 'postgres';
import { Type } from 'typebox';
import type { Benchmark } from './benchmark.ts';
import { median } from './support/median.ts';
import { publishedIds } from './support/published-ids.ts';
import { startChild } from './support/start-child.ts';
import { startWebhookIngest } from './support/webhook-ingest.ts';
import { clientSecret, sendWebhooks } from './support/webhook-load.ts';

const connections = 256;
/** More than any machine takes. */
const mostPerSecond = 40_000;

/**
 * Webhooks that webhook-ingest takes in, each on disk before its answer; against the plain handler: Fastify, the signature
 * and one INSERT for each request. Afterwards every accepted webhook is in the table once, and on the bus once.
 */
export const ingest: Benchmark = {
  name: 'ingest',
  unit: 'webhooks/s',
  goal: { of: 'ratio', atLeast: 2.5 },
  async run(context) {
    const seconds = context.quick ? 1 : 4;
    const rounds = context.quick ? 1 : 3;
    const { stack, sql, url, drained } = await startWebhookIngest(context);
    const plain = await startChild(context, 'ingest-plain.ts', stack.databaseUrl, clientSecret).next(
      Type.Object({ url: Type.String() }),
    );
    const servers = { ingest: url, plain: plain.url };
    const accepted: string[] = [];

    /** Webhooks a second. The relay is done before the next one begins, so that it slows nobody down but itself. */
    const measure = async (which: 'ingest' | 'plain', name: string, length: number) => {
      const perConnection = Math.ceil((mostPerSecond * (length + 1)) / connections);
      const load = { name, connections, seconds: length, perConnection };
      const result = await sendWebhooks(servers[which], load);
      if (which === 'ingest') accepted.push(...result.accepted);
      const begin = performance.now();
      await drained();
      const drainedIn = (performance.now() - begin) / 1000;
      context.progress(
        `${name}: ${result.perSecond.toFixed(0)} webhooks/s, p99 ${result.p99Ms.toFixed(0)} ms, on the bus ${drainedIn.toFixed(1)} s later`,
      );
      return result.perSecond;
    };

    const figures: Record<'ingest' | 'plain', number[]> = { ingest: [], plain: [] };
    for (const which of ['ingest', 'plain'] as const) await measure(which, `warm-${which}`, 1);
    for (let round = 1; round <= rounds; round += 1) {
      for (const which of ['ingest', 'plain'] as const) {
        figures[which].push(await measure(which, `${round}/${rounds} ${which}`, seconds));
      }
    }
    await proveOnce(sql, stack, accepted);
    context.progress(`${accepted.length} accepted webhooks are in the table once, and on the bus once`);
    return {
      figure: median(figures.ingest),
      baseline: median(figures.plain),
      extra: { connections, seconds, rounds, accepted: accepted.length, addedDiskMs: context.diskMs ?? 0 },
    };
  },
};

/** Raises an error unless the accepted webhooks, those that were cut off at the end and no others are there, each once. */
async function proveOnce(sql: postgres.Sql, { natsUrl }: TestStack, accepted: string[]): Promise<void> {
  const rows = await sql<{ id: string; publishId: string }[]>`
    select id, raw_body::jsonb ->> 'content' as "publishId" from webhook_ingest.webhook_events`;
  const stored = new Set(
    rows.map(({ publishId }) => (JSON.parse(publishId) as { publish_id: string }).publish_id),
  );
  if (stored.size < rows.length)
    throw new Error(`${rows.length - stored.size} webhooks are in the table twice`);
  const lost = accepted.filter((publishId) => !stored.has(publishId));
  if (lost.length > 0) throw new Error(`${lost.length} accepted webhooks are not in the table`);

  const published = await publishedIds(natsUrl, 'WEBHOOKS');
  const onBus = new Set(published);
  if (onBus.size < published.length)
    throw new Error(`${published.length - onBus.size} events are on the bus twice`);
  const missing = rows.filter(({ id }) => !onBus.has(id));
  if (missing.length > 0) throw new Error(`${missing.length} webhooks were not published`);
}
