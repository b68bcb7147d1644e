import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { runToTheEnd } from '../../testing/ingest-process.ts';
import { deliver, deliverSigned, sign, webhookBody } from '../../testing/signed-webhook.ts';
import { startStandInAuthGateway } from '../../testing/stand-in-auth-gateway.ts';
import { environmentOf, type RunningIngest } from '../../testing/start-ingest.ts';
import { type Surroundings, startSurroundings } from '../../testing/surroundings.ts';

describe('webhooks of the platform apps that workspaces bring along', () => {
  let around: Surroundings;
  let gateway: Awaited<ReturnType<typeof startStandInAuthGateway>>;
  let ingest: RunningIngest;
  let skippedMs: number;

  beforeAll(async () => {
    around = await startSurroundings();
  });
  afterAll(() => around?.close());

  const client = () => ({ AUTH_GATEWAY_URL: gateway.url, AUTH_CLIENT_ID: 'ingest', AUTH_CLIENT_SECRET: 's' });
  beforeEach(async () => {
    skippedMs = 0;
    gateway = await startStandInAuthGateway();
    gateway.secrets.set('aw-known', ['first']);
    ingest = await around.start({
      env: { ...client(), WEBHOOK_BAD_SIGNATURES_PER_MINUTE: '1000000' },
      clock: () => new Date(Date.now() + skippedMs),
    });
  });
  afterEach(async () => {
    await ingest.close();
    await gateway.close();
  });

  /** Sends a webhook of this app, signed with this secret. Returns the status. */
  const send = async (clientKey: string, secret: string) => {
    const body = webhookBody(randomUUID(), { client_key: clientKey });
    return (await deliver(ingest.url, sign(body, { secret }))).status;
  };
  const timeGoesOn = () => {
    skippedMs += 6000;
  };

  test('are taken in with the secrets that auth-gateway knows', async () => {
    expect(await send('aw-known', 'first')).toBe(200);
    expect(await send('aw-known', 'wrong')).toBe(401);
    expect(await send('aw-unknown', 'first')).toBe(401);
  });

  test('are taken in from the first one of a new app, and from the first one with a new secret', async () => {
    expect(await send('aw-known', 'first')).toBe(200);
    gateway.secrets.set('aw-new', ['new']).set('aw-known', ['second', 'first']);
    timeGoesOn();
    expect(await send('aw-new', 'new')).toBe(200);
    expect(await send('aw-known', 'second')).toBe(200);
    expect(await send('aw-known', 'first')).toBe(200);
  });

  test('tell when they were signed, and whether with the secret of now or the one before', async () => {
    gateway.secrets.set('aw-rotated', ['second', 'first']);
    const signedAt = new Date(Math.floor(Date.now() / 1000) * 1000 - 60_000);
    for (const secret of ['second', 'first']) {
      const body = webhookBody(secret, { client_key: 'aw-rotated' });
      expect((await deliver(ingest.url, sign(body, { secret, at: signedAt }))).status).toBe(200);
    }
    const rows = (await around.rows()).filter(({ clientKey }) => clientKey === 'aw-rotated');
    expect(rows.map((row) => [row.signedWith, row.signedAt])).toEqual([
      ['current', signedAt],
      ['previous', signedAt],
    ]);
  });

  test('are refused with a secret that is no longer good', async () => {
    expect(await send('aw-known', 'first')).toBe(200);
    gateway.secrets.set('aw-known', ['second']);
    timeGoesOn();
    expect(await send('aw-known', 'second')).toBe(200);
    expect(await send('aw-known', 'first')).toBe(401);
  });

  test('are never lost while auth-gateway is away: known ones are taken in, others asked for again', async () => {
    expect(await send('aw-known', 'first')).toBe(200);
    gateway.isDown = true;
    timeGoesOn();
    const body = webhookBody(randomUUID(), { client_key: 'aw-new' });
    const answer = await deliver(ingest.url, sign(body, { secret: 'new' }));
    expect(answer.status).toBe(503);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await send('aw-known', 'first')).toBe(200);
    expect((await deliverSigned(ingest.url, webhookBody(randomUUID()))).status).toBe(200);

    gateway.isDown = false;
    gateway.secrets.set('aw-new', ['new']);
    timeGoesOn();
    expect((await deliver(ingest.url, sign(body, { secret: 'new' }))).status).toBe(200);
  });

  test('of the default app are refused at once when wrongly signed, also while auth-gateway is away', async () => {
    gateway.isDown = true;
    timeGoesOn();
    const forged = sign(webhookBody(randomUUID()), { secret: 'forged' });
    expect((await deliver(ingest.url, forged)).status).toBe(401);
  });

  test('do not wait long for an auth-gateway that does not answer', async () => {
    expect(await send('aw-known', 'first')).toBe(200);
    gateway.delayMs = 60_000;
    timeGoesOn();
    expect(await send('aw-new', 'new')).toBe(503);
  });

  test('that are forged do not make the service ask again and again', async () => {
    // The first look is over, and not only under way: a second one would join it.
    expect(await send('aw-known', 'first')).toBe(200);
    expect(gateway.asked).toBe(1);
    timeGoesOn();
    const forged = Array.from({ length: 50 }, (_, index) => send(`aw-${index}`, 'forged'));
    expect(new Set(await Promise.all(forged))).toEqual(new Set([401]));
    expect(gateway.asked).toBe(2);
  });

  test('need the whole of the configuration for auth-gateway, or none of it', async () => {
    const env = environmentOf({ ...around.options, env: { ...client(), AUTH_CLIENT_SECRET: '' } });
    const { code, stderr } = await runToTheEnd(env);
    expect(code).toBe(1);
    expect(stderr).toContain('Set AUTH_GATEWAY_URL, AUTH_CLIENT_ID, AUTH_CLIENT_SECRET together');
  });
});
