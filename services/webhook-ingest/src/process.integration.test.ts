import { waitFor } from '@postbus/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runToTheEnd, startProcess } from './testing/ingest-process.ts';
import { deliverSigned, webhookBody } from './testing/signed-webhook.ts';
import { environmentOf } from './testing/start-ingest.ts';
import { listenOnBus, type Surroundings, startSurroundings } from './testing/surroundings.ts';

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

  /** Kills a process under load, again and again. Returns the bodies that got 200. */
  async function killAgainAndAgain(times: number, name: string): Promise<string[]> {
    const taken: string[] = [];
    for (let round = 1; round <= times; round += 1) {
      const service = await startProcess(around.options);
      const running = load(service.url, `${name}-${round}`);
      await waitFor('some load', () => running.taken.length > 100);
      await service.end('SIGKILL');
      await running.over;
      taken.push(...running.taken);
    }
    return taken;
  }

  test('killed under load 20 times, two replicas at once: every webhook that got 200 is stored once, and published', async () => {
    const taken = (await Promise.all([killAgainAndAgain(10, 'a'), killAgainAndAgain(10, 'b')])).flat();
    expect(taken.length).toBeGreaterThan(2000);
    const rows = await around.rows();
    const stored = new Set(rows.map(({ rawBody }) => rawBody));
    expect(taken.filter((body) => !stored.has(body))).toEqual([]);
    expect(stored.size).toBe(rows.length);

    const bus = await listenOnBus(around.nats.url, 'webhook.>');
    const again = await startProcess(around.options);
    await waitFor('all to be published', async () => (await around.unpublished()) === 0);
    await again.end('SIGKILL');
    // JetStream drops what was published before a kill and not marked any more.
    expect(await bus.stored('WEBHOOKS')).toBe(rows.length);
    await bus.close();
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
