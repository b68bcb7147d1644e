import { startTcpProxy, type TcpProxy, waitFor } from '@postbus/testing';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deliverSigned, webhookBody } from '../../testing/signed-webhook.ts';
import type { RunningIngest } from '../../testing/start-ingest.ts';
import { listenOnBus, type Surroundings, startSurroundings } from '../../testing/surroundings.ts';

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
  const isStored = async (body: string) => (await around.rows()).some(({ rawBody }) => rawBody === body);
  const send = (name: string) => deliverSigned(ingest.url, webhookBody(name));

  test('NATS away: webhooks get 200, and are published each once when it is back', async () => {
    await around.nats.stop('SIGKILL');
    const names = Array.from({ length: 20 }, (_, index) => `no-bus-${index}.`);
    const answers = await Promise.all(names.map(send));
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
    // A balancer must go on sending webhooks here.
    expect(await isReady()).toBe(true);

    await around.nats.start();
    await waitFor('all to be marked', async () => (await around.rows()).every((row) => row.publishedAt));
    const bus = await listenOnBus(around.nats.url, 'webhook.>');
    expect(await bus.stored('WEBHOOKS')).toBe(20);
    await bus.close();
  });

  test('PostgreSQL away: webhooks get 503 with Retry-After, and 200 as soon as it is back', async () => {
    proxy.cut();
    const answers = await Promise.all(['cut-1', 'cut-2', 'cut-3'].map(send));
    for (const answer of answers) {
      expect(answer.status).toBe(503);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(await answer.json()).toMatchObject({ error: { code: 'unavailable', retryable: true } });
    }
    expect(await isReady()).toBe(false);
    expect((await fetch(`${ingest.url}/health/live`)).status).toBe(200);

    proxy.restore();
    await waitFor('a webhook to be taken again', async () => (await send('cut-1')).status === 200);
    expect(await isStored(webhookBody('cut-1'))).toBe(true);
    await waitFor('the service to be ready', isReady);
    await waitFor('all to be published', async () => (await around.rows()).every((row) => row.publishedAt));
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
