import { setTimeout as pause } from 'node:timers/promises';
import { webhookEvents } from '@postbus/db/webhook-ingest';
import { startTcpProxy, type TcpProxy, waitFor } from '@postbus/testing';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deliverSigned, webhookBody } from '../../testing/signed-webhook.ts';
import type { RunningIngest } from '../../testing/start-ingest.ts';
import { listenOnBus, type Surroundings, startSurroundings } from '../../testing/surroundings.ts';

/** Seconds that the bus is away in the first test: `NATS_OUTAGE_SECONDS=120` for a long outage, run by hand. */
const outageSeconds = Number(process.env.NATS_OUTAGE_SECONDS ?? 10);
/** What came meanwhile has to be published, too. */
const drainMs = 60_000 + outageSeconds * 1000;

describe('while something is away', () => {
  let around: Surroundings;
  let proxy: TcpProxy;
  let ingest: RunningIngest;

  beforeAll(async () => {
    around = await startSurroundings();
    proxy = await startTcpProxy(around.options.databaseUrl);
    ingest = await around.start({ databaseUrl: proxy.url });
  });
  afterAll(async () => {
    await ingest.close();
    await proxy.close();
    await around.close();
  });

  const isReady = async () => (await fetch(`${ingest.url}/health/ready`)).status === 200;
  const send = (name: string) => deliverSigned(ingest.url, webhookBody(name));

  /** Sends webhooks from several senders until told to stop. */
  function load(name: string) {
    const answers: { body: string; status: number; retryAfter: string | null }[] = [];
    let isOver = false;
    const sender = async () => {
      while (!isOver) {
        const body = webhookBody(`${name}-${answers.length}-${Math.random()}`);
        const answer = await deliverSigned(ingest.url, body);
        answers.push({ body, status: answer.status, retryAfter: answer.headers.get('retry-after') });
      }
    };
    const over = Promise.all(Array.from({ length: 20 }, sender));
    return {
      answers,
      statuses: () => new Set(answers.map(({ status }) => status)),
      async stop() {
        isOver = true;
        await over;
      },
    };
  }

  test(`NATS away for ${outageSeconds} s under load: every webhook gets 200, and is published once when it is back`, {
    timeout: 120_000 + outageSeconds * 1000 + drainMs,
  }, async () => {
    await around.nats.stop('SIGKILL');
    const running = load('no-bus');
    await pause(outageSeconds * 1000);
    // A balancer must go on sending webhooks here.
    expect(await isReady()).toBe(true);
    const waiting = await around.unpublished();
    expect(waiting).toBeGreaterThan(500);
    await around.nats.start();
    const backAt = performance.now();
    const before = running.answers.length;
    await waitFor('some load while the relay catches up', () => running.answers.length > before + 200);
    await running.stop();
    expect(running.statuses()).toEqual(new Set([200]));
    const taken = running.answers.length;
    expect(await around.database.db.$count(webhookEvents)).toBe(taken);
    await waitFor('the backlog to be drained', async () => (await around.unpublished()) === 0, drainMs);
    const drainedAfter = ((performance.now() - backAt) / 1000).toFixed(1);
    const bus = await listenOnBus(around.nats.url, 'webhook.>');
    expect(await bus.stored('WEBHOOKS')).toBe(taken);
    await bus.close();
    console.log(
      `${taken} webhooks got 200; ${waiting} waited after ${outageSeconds} s; drained ${drainedAfter} s after the bus was back`,
    );
  });

  test('PostgreSQL away under load: 503 with Retry-After and nothing else, and 200 as soon as it is back', async () => {
    const running = load('no-database');
    await waitFor('some load', () => running.answers.length > 200);
    proxy.cut();
    await waitFor('the first refusals', () => running.statuses().has(503));
    const during = running.answers.length;
    await waitFor('more refusals', () => running.answers.length > during + 100);
    const [refused] = running.answers.slice(during);
    expect(new Set(running.answers.slice(during).map(({ status }) => status))).toEqual(new Set([503]));
    expect(Number(refused?.retryAfter)).toBeGreaterThan(0);
    expect(await (await send('cut')).json()).toMatchObject({
      error: { code: 'unavailable', retryable: true },
    });
    expect(await isReady()).toBe(false);
    expect((await fetch(`${ingest.url}/health/live`)).status).toBe(200);

    proxy.restore();
    const before = running.answers.length;
    await waitFor('webhooks to be taken again', () =>
      running.answers.slice(before).some(({ status }) => status === 200),
    );
    await running.stop();
    expect(running.statuses()).toEqual(new Set([200, 503]));
    const stored = new Set((await around.rows()).map(({ rawBody }) => rawBody));
    const taken = running.answers.filter(({ status }) => status === 200);
    expect(taken.filter(({ body }) => !stored.has(body))).toEqual([]);
    await waitFor('the service to be ready', isReady);
    await waitFor('all to be published', async () => (await around.unpublished()) === 0);
  });

  test('PostgreSQL ends every connection again and again: what got 200 is stored', async () => {
    const endConnections = sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'webhook-ingest' and datname = current_database()`;
    const bodies = Array.from({ length: 600 }, (_, index) => webhookBody(`ended-${index}.`));
    const queue = [...bodies];
    const taken: string[] = [];
    let refused = 0;
    const sender = async () => {
      for (let body = queue.pop(); body; body = queue.pop()) {
        const { status } = await deliverSigned(ingest.url, body);
        expect([200, 503]).toContain(status);
        if (status === 200) taken.push(body);
        else refused += 1;
        if ((taken.length + refused) % 100 === 50) {
          await around.database.db.execute(endConnections);
        }
      }
    };
    await Promise.all(Array.from({ length: 20 }, sender));
    const stored = new Set((await around.rows()).map(({ rawBody }) => rawBody));
    expect(taken.filter((body) => !stored.has(body))).toEqual([]);
    expect(taken.length).toBeGreaterThan(100);
  });
});
