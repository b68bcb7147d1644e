import { setTimeout as pause } from 'node:timers/promises';
import { webhookKeys } from '@postbus/db/webhook-ingest';
import { waitFor } from '@postbus/testing';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startProcess } from '../../testing/ingest-process.ts';
import { keepAlive, type PostAnswer, postWebhook } from '../../testing/post-webhook.ts';
import { deliverSigned, sign, webhookBody } from '../../testing/signed-webhook.ts';
import { type Surroundings, startSurroundings } from '../../testing/surroundings.ts';

/** What they send at once is far more than the service has room for: without a bound it grows by 1.4 GiB. */
const senders = 2000;
const bodyBytes = 200 * 1024;
const mostGrowthMiB = 700;
/** Longer than a webhook may wait. */
const loadMs = 6000;

describe('a PostgreSQL that takes webhooks but does not get them written', () => {
  let around: Surroundings;
  let service: Awaited<ReturnType<typeof startProcess>>;
  beforeAll(async () => {
    around = await startSurroundings();
    service = await startProcess(around.options);
  });
  afterAll(async () => {
    await service?.end('SIGKILL');
    await around.close();
  });

  test('makes the service answer 503 with Retry-After and hold no more than it has room for', async () => {
    expect((await deliverSigned(service.url, webhookBody('warm'))).status).toBe(200);
    const restMiB = await service.residentMiB();
    let mostMiB = restMiB;
    const answers: PostAnswer[] = [];
    const agent = keepAlive();
    const { body, signature } = sign(webhookBody('flood', { content: 'x'.repeat(bodyBytes) }));
    const headers = { 'content-type': 'application/json', 'tiktok-signature': signature };

    // Nobody can write until this transaction is over.
    await around.database.db.transaction(async (tx) => {
      await tx.execute(sql`lock table ${webhookKeys} in share mode`);
      const end = performance.now() + loadMs;
      const send = async () => {
        while (performance.now() < end) {
          const answer = await postWebhook({ url: service.url, headers, body, agent }).catch(() => undefined);
          if (answer) answers.push(answer);
        }
      };
      const look = async () => {
        for (; performance.now() < end; await pause(50))
          mostMiB = Math.max(mostMiB, await service.residentMiB());
      };
      await Promise.all([look(), ...Array.from({ length: senders }, send)]);
    });
    agent.destroy();

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]));
    expect(answers.filter(({ retryAfter }) => !(Number(retryAfter) > 0))).toEqual([]);
    expect(answers.length).toBeGreaterThan(senders);
    expect(mostMiB - restMiB).toBeLessThan(mostGrowthMiB);
    await waitFor('webhooks to be taken in again', async () => {
      const answer = await deliverSigned(service.url, webhookBody('after the flood'));
      return answer.status === 200;
    });
  });
});
