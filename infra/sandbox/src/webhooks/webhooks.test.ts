import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { type Harness, startHarness } from '../testing/harness.ts';
import { startReceiver } from '../testing/receiver.ts';
import { nextAttemptDelay } from './schedule.ts';
import { signatureHeader } from './signature.ts';

test('the signature is the one of the test vector', () => {
  const content = '{"publish_id":"v_pub_file~v2-1.7600000000000000001","publish_type":"DIRECT_PUBLISH"}';
  const body = JSON.stringify({
    client_key: 'awdemo0000000001',
    event: 'post.publish.complete',
    create_time: 1791500000,
    user_openid: '-000DemoOpenId_1',
    content,
  });
  expect(Buffer.byteLength(body)).toBe(228);
  expect(signatureHeader('demo_client_secret_0001', 1791500003, body)).toBe(
    't=1791500003,s=eba1efda0a2c269d3d2c5c5303abd5a357aa8b33fcdd0e1a1286c9896be282a5',
  );
});

test('retries come after 1, 2, 4 … 32 minutes, then every hour, and end after 72 hours', () => {
  const minute = 60_000;
  const gaps: number[] = [];
  let ageMs = 0;
  for (let attempts = 1; ; attempts += 1) {
    const delay = nextAttemptDelay({ baseMs: minute, attempts, ageMs });
    if (delay === null) break;
    gaps.push(delay / minute);
    ageMs += delay;
  }
  expect(gaps.slice(0, 8)).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
  expect(ageMs / minute).toBeGreaterThan(71 * 60);
  expect(ageMs / minute).toBeLessThanOrEqual(72 * 60);
});

describe('a webhook', () => {
  const open: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const part of open.splice(0)) await part.close();
  });
  async function start(answer?: (nth: number) => number, settings = {}) {
    const receiver = await startReceiver(answer);
    const tiktok = await startHarness({ webhookUrl: receiver.url, settings });
    open.push(tiktok, receiver);
    return { receiver, tiktok };
  }
  const isGenuine = (tiktok: Harness, { signature, body }: { signature: string; body: string }) => {
    const timestamp = signature.slice(2).split(',')[0];
    const hex = createHmac('sha256', tiktok.app.clientSecret).update(`${timestamp}.${body}`).digest('hex');
    return signature === `t=${timestamp},s=${hex}`;
  };
  /** The simplest event there is. */
  const removal = async (tiktok: Harness, creator = 'demobaker') => {
    const { openId } = await tiktok.signIn(creator);
    await tiktok.control('grants/revoke', { openId });
  };

  test('is sent again with the same body, freshly signed, until the answer is 200', async () => {
    const { receiver, tiktok } = await start((nth) => [500, 204, 200][nth - 1] ?? 200);
    await removal(tiktok);
    const received = await receiver.until((all) => all.length === 3);
    expect(new Set(received.map(({ body }) => body)).size).toBe(1);
    expect(received.every((one) => isGenuine(tiktok, one))).toBe(true);
  });

  test('waits for a receiver that is away, and for the clock', async () => {
    let isAway = true;
    const { receiver, tiktok } = await start(() => (isAway ? 503 : 200), { webhookRetryMs: 60_000 });
    await removal(tiktok);
    await receiver.until((all) => all.length === 1);
    isAway = false;
    await tiktok.control('clock', { advanceSeconds: 61 });
    await receiver.until((all) => all.length === 2);
  });

  test('keeps its first timestamp where the switch says so', async () => {
    const { receiver, tiktok } = await start((nth) => (nth === 1 ? 500 : 200), {
      webhookTimestamp: 'fixed',
      webhookRetryMs: 1500,
    });
    await removal(tiktok);
    const [first, second] = await receiver.until((all) => all.length === 2);
    expect(second?.signature).toBe(first?.signature);
  });

  test('that waits for its retry is forgotten by a reset', async () => {
    const { receiver, tiktok } = await start((nth) => (nth === 1 ? 500 : 200));
    await tiktok.control('settings', { webhookRetryMs: 60_000 });
    await removal(tiktok, 'demobaker');
    await receiver.until((all) => all.length === 1);
    await tiktok.control('reset', {});
    await tiktok.control('clock', { advanceSeconds: 3600 });
    await removal(tiktok, 'demochef');
    const [first, second] = await receiver.until((all) => all.length === 2);
    expect(second?.envelope.user_openid).not.toBe(first?.envelope.user_openid);
  });

  test('can be sent twice', async () => {
    const { receiver, tiktok } = await start();
    await tiktok.control('webhooks/fault', { kind: 'duplicate' });
    await removal(tiktok);
    const [first, second] = await receiver.until((all) => all.length === 2);
    expect(second?.body).toBe(first?.body);
  });

  test('can be overtaken by a later one', async () => {
    const { receiver, tiktok } = await start();
    await tiktok.control('webhooks/fault', { kind: 'delay', ms: 60_000 });
    await removal(tiktok, 'demobaker');
    await removal(tiktok, 'demochef');
    const [overtaking] = await receiver.until((all) => all.length === 1);
    await tiktok.control('clock', { advanceSeconds: 60 });
    const [, late] = await receiver.until((all) => all.length === 2);
    const { json } = await tiktok.control('creators');
    const openIdOf = (username: string) =>
      json.creators.find((one: { username: string }) => one.username === username).openIds[
        tiktok.app.clientKey
      ];
    expect(overtaking?.envelope.user_openid).toBe(openIdOf('demochef'));
    expect(late?.envelope.user_openid).toBe(openIdOf('demobaker'));
  });

  test('can be signed wrongly; its retry is genuine', async () => {
    const { receiver, tiktok } = await start((nth) => (nth === 1 ? 401 : 200));
    await tiktok.control('webhooks/fault', { kind: 'badSignature' });
    await removal(tiktok);
    const received = await receiver.until((all) => all.length === 2);
    expect(received.map((one) => isGenuine(tiktok, one))).toEqual([false, true]);
  });

  test('can be lost for good, by its event', async () => {
    const { receiver, tiktok } = await start();
    await tiktok.control('webhooks/fault', { kind: 'drop', event: 'authorization.removed' });
    await removal(tiktok, 'demobaker');
    await removal(tiktok, 'demochef');
    await receiver.until((all) => all.length === 1);
    expect(receiver.received).toHaveLength(1);
  });
});
