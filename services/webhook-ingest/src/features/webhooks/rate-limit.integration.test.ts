import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deliver, deliverSigned, sign, webhookBody } from '../../testing/signed-webhook.ts';
import type { RunningIngest } from '../../testing/start-ingest.ts';
import { type Surroundings, startSurroundings } from '../../testing/surroundings.ts';

describe('many bad signatures from one address', () => {
  let around: Surroundings;
  let ingest: RunningIngest;

  beforeAll(async () => {
    around = await startSurroundings();
    ingest = await around.start({
      env: { WEBHOOK_BAD_SIGNATURES_PER_MINUTE: '5', RATE_LIMIT_PER_MINUTE: '10' },
    });
  });
  afterAll(async () => {
    await ingest.close();
    await around.close();
  });

  test('get 429 with Retry-After beyond the limit, while good ones from there still get 200', async () => {
    const bad = sign(webhookBody('bad'), { secret: 'guess' });
    const statuses: number[] = [];
    for (let index = 0; index < 7; index += 1) {
      statuses.push((await deliver(ingest.url, bad)).status);
      expect((await deliverSigned(ingest.url, webhookBody(`good-${index}`))).status).toBe(200);
    }
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429]);
    const answer = await deliver(ingest.url, bad);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await answer.json()).toMatchObject({ error: { code: 'rate_limited', retryable: true } });
  });

  test('behind a trusted proxy are counted by the address that the proxy saw', async () => {
    const proxied = await around.start({
      env: { WEBHOOK_BAD_SIGNATURES_PER_MINUTE: '2', TRUSTED_PROXIES: '127.0.0.1' },
    });
    const bad = sign(webhookBody('bad'), { secret: 'guess' });
    const statusesOf = async (sender: string) => {
      const statuses: number[] = [];
      for (let index = 0; index < 3; index += 1) {
        statuses.push((await deliver(proxied.url, bad, { 'x-forwarded-for': sender })).status);
      }
      return statuses;
    };
    expect(await statusesOf('203.0.113.1')).toEqual([401, 401, 429]);
    expect(await statusesOf('203.0.113.2')).toEqual([401, 401, 429]);
    await proxied.close();
  });

  test('good ones are never limited, whatever the limit of other routes', async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => deliverSigned(ingest.url, webhookBody(`plenty-${index}`))),
    );
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
  });

  test('are counted, and so is what was stored and how long it took', async () => {
    const metrics = await (await fetch(`${ingest.url}/metrics`)).text();
    const figure = (name: string) =>
      Number(
        metrics
          .split('\n')
          .find((line) => line.startsWith(name))
          ?.split(' ')[1],
      );
    expect(figure('rate_limit_hits_total{endpoint="/api/webhooks/tiktok"}')).toBe(3);
    expect(figure('webhooks_received_total{outcome="signature_invalid"}')).toBe(8);
    expect(figure('webhooks_received_total{outcome="stored"}')).toBe(57);
    expect(figure('webhook_processing_latency_seconds_count')).toBe(65);
    expect(figure('outbox_lag_seconds')).toBeGreaterThanOrEqual(0);
  });
});
