import { waitFor } from '@postbus/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runToTheEnd, startProcess } from './testing/ingest-process.ts';
import { deliverSigned, webhookBody } from './testing/signed-webhook.ts';
import { environmentOf } from './testing/start-ingest.ts';
import { type Surroundings, startSurroundings } from './testing/surroundings.ts';

describe('the process', () => {
  let around: Surroundings;
  beforeAll(async () => {
    around = await startSurroundings();
  });
  afterAll(() => around.close());

  /** Posts webhooks from several senders until the service is gone. Collects the bodies that got 200. */
  function load(url: string, name: string) {
    const taken: string[] = [];
    const statuses = new Set<number>();
    let next = 0;
    const send = async () => {
      for (;;) {
        next += 1;
        const body = webhookBody(`${name}-${next}.`);
        const answer = await deliverSigned(url, body).catch(() => undefined);
        if (!answer) return;
        statuses.add(answer.status);
        if (answer.status === 200) taken.push(body);
      }
    };
    return { taken, statuses, over: Promise.all(Array.from({ length: 40 }, send)) };
  }

  const storedBodies = async () => new Set((await around.rows()).map(({ rawBody }) => rawBody));

  test('killed under load: every webhook that got 200 is stored, and published after the next start', async () => {
    const service = await startProcess(around.options);
    const { taken, over } = load(service.url, 'killed');
    await waitFor('some load', () => taken.length > 500);
    await service.end('SIGKILL');
    await over;
    const stored = await storedBodies();
    expect(taken.filter((body) => !stored.has(body))).toEqual([]);

    const again = await startProcess(around.options);
    await waitFor('all to be published', async () => (await around.rows()).every((row) => row.publishedAt));
    await again.end('SIGKILL');
  });

  test('told to end under load: it answers what it has taken in, and ends with 0', async () => {
    const service = await startProcess(around.options);
    const { taken, statuses, over } = load(service.url, 'ended');
    await waitFor('some load', () => taken.length > 200);
    expect(await service.end('SIGTERM')).toBe(0);
    await over;
    const stored = await storedBodies();
    expect(taken.filter((body) => !stored.has(body))).toEqual([]);
    expect([...statuses].filter((status) => status !== 200 && status !== 503)).toEqual([]);
  });

  test.each(['TIKTOK_CLIENT_SECRET', 'TIKTOK_CLIENT_KEY'])(
    'does not start without %s, and names it',
    async (name) => {
      for (const value of [{}, { [name]: '' }]) {
        const { [name]: _, ...env } = environmentOf(around.options);
        const { code, stderr } = await runToTheEnd({ ...env, ...value });
        expect(code).toBe(1);
        expect(stderr).toContain(name);
        expect(stderr).not.toContain(around.options.databaseUrl);
      }
    },
  );
});
