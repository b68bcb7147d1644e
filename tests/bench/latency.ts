import { setTimeout as pause } from 'node:timers/promises';
import { waitFor } from '@postbus/testing';
import type postgres from 'postgres';
import type { Benchmark } from './benchmark.ts';
import {
  type AwaitingPost,
  addAwaiting,
  startWebhookChain,
  type WebhookSender,
} from './support/webhook-chain.ts';

const perSecond = 200;
const p50GoalMs = 25;
const p99GoalMs = 150;
/** A machine that is too slow shall say how slow it is. */
const patienceMs = 300_000;

/**
 * From the moment at which TikTok begins to send a webhook to the commit of the row in the CRM: webhook-ingest, the bus,
 * uploader, the bus and crm-sync, each in its own process, each with its own transaction on disk.
 */
export const latency: Benchmark = {
  name: 'latency',
  unit: 'ms',
  goal: { of: 'figure', atMost: p50GoalMs },
  async run(context) {
    const seconds = context.quick ? 2 : 20;
    const warmUpSeconds = context.quick ? 1 : 5;
    const { sql, sender } = await startWebhookChain(context);
    const warmUp = await addAwaiting(sql, warmUpSeconds * perSecond);
    await send(sender, warmUp);
    await untilProjected(sql, warmUp);

    const awaited = await addAwaiting(sql, seconds * perSecond);
    context.progress(`${perSecond} webhooks a second for ${seconds} s`);
    const sentAt = await send(sender, awaited);
    const committedAt = await untilProjected(sql, awaited);
    const times = awaited
      .map(
        ({ publicationId }) =>
          (committedAt.get(publicationId) ?? Number.NaN) - (sentAt.get(publicationId) ?? 0),
      )
      .toSorted((a, b) => a - b);
    const [p50, p99] = [percentile(times, 0.5), percentile(times, 0.99)];
    context.progress(`p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`);
    return {
      figure: p50,
      baseline: null,
      extra: { p99Ms: p99, p99GoalMs, maxMs: times.at(-1) ?? Number.NaN, perSecond, webhooks: times.length },
      extraOk: p99 <= p99GoalMs,
    };
  },
};

/** One every few milliseconds, whether the ones before were answered or not. Tells when each was begun, in milliseconds. */
async function send(sender: WebhookSender, awaited: AwaitingPost[]): Promise<Map<string, number>> {
  const sentAt = new Map<string, number>();
  const deliveries: Promise<void>[] = [];
  const begin = performance.now();
  for (const [number, one] of awaited.entries()) {
    const waitMs = begin + (number * 1000) / perSecond - performance.now();
    if (waitMs > 0) await pause(waitMs);
    sentAt.set(one.publicationId, performance.timeOrigin + performance.now());
    deliveries.push(sender.deliver(one, number));
  }
  await Promise.all(deliveries);
  return sentAt;
}

/** When the row of each was committed with its new state, by PostgreSQL's clock, which is this machine's. */
async function untilProjected(sql: postgres.Sql, awaited: AwaitingPost[]): Promise<Map<string, number>> {
  const ids = awaited.map(({ publicationId }) => publicationId);
  const look = async () => {
    const found = await sql<{ id: string; ms: number }[]>`
      select id, extract(epoch from pg_xact_commit_timestamp(xmin)) * 1000 as ms from crm_sync.tiktok_posts
      where id = any(${ids}) and status = 'published'`;
    return found.length === ids.length && found;
  };
  const rows = await waitFor('every webhook to have reached the CRM', look, patienceMs);
  return new Map(rows.map(({ id, ms }) => [id, Number(ms)]));
}

const percentile = (sorted: number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * part) - 1)] ?? Number.NaN;
