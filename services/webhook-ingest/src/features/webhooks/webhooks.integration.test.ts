import { ErrorBody } from '@postbus/contracts';
import { waitFor } from '@postbus/testing';
import { Value } from 'typebox/value';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  clientKey,
  clientSecret,
  deliver,
  deliverSigned,
  type SignedWebhook,
  sign,
  webhookBody,
} from '../../testing/signed-webhook.ts';
import type { RunningIngest } from '../../testing/start-ingest.ts';
import { listenOnBus, type Surroundings, startSurroundings } from '../../testing/surroundings.ts';

const previousSecret = 'demo_client_secret_0000';
const hourMs = 60 * 60 * 1000;

describe('POST /api/webhooks/tiktok', () => {
  let around: Surroundings;
  let ingest: RunningIngest;
  let bus: Awaited<ReturnType<typeof listenOnBus>>;
  const logLines: string[] = [];

  beforeAll(async () => {
    around = await startSurroundings();
    bus = await listenOnBus(around.nats.url, 'webhook.>');
    ingest = await around.start({
      env: {
        TIKTOK_CLIENT_SECRET_PREVIOUS: previousSecret,
        WEBHOOK_BAD_SIGNATURES_PER_MINUTE: '1000000',
        LOG_LEVEL: 'trace',
      },
      log: { write: (line) => logLines.push(line) },
    });
  });
  afterAll(async () => {
    await ingest.close();
    await bus.close();
    await around.close();
  });

  const rowsOf = async (body: string) => (await around.rows()).filter(({ rawBody }) => rawBody === body);
  const rowsAbout = async (publishId: string) =>
    (await around.rows()).filter(({ rawBody }) => rawBody.includes(publishId));
  const eventsAbout = (publishId: string) =>
    bus.messages.filter(({ event }) => String(event.data.content).includes(publishId));
  const codeOf = async (answer: Response) => Value.Parse(ErrorBody, await answer.json()).error.code;

  test('keeps the body byte for byte and publishes it as an event', async () => {
    const body = webhookBody('whole', { 'unknown field': { deep: [1, '🎬'] }, create_time: 1791500060 });
    const answer = await deliver(ingest.url, sign(body), {
      'user-agent': 'tiktok-webhook',
      'x-correlation-id': 'corr-1',
    });
    expect(answer.status).toBe(200);
    const [row, ...others] = await rowsOf(body);
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      platform: 'tiktok',
      clientKey,
      eventName: 'post.publish.complete',
      userOpenId: '-000DemoOpenId_1',
      createTime: 1791500060,
      headers: { 'user-agent': 'tiktok-webhook', 'content-type': 'application/json' },
    });
    const [message] = await waitFor('the event', () => {
      const found = eventsAbout('whole');
      return found.length > 0 && found;
    });
    expect(message).toMatchObject({
      subject: 'webhook.tiktok.post.publish.complete',
      event: {
        id: row?.id,
        type: 'webhook.received',
        correlationid: 'corr-1',
        data: { webhookEventId: row?.id, event: 'post.publish.complete', content: JSON.parse(body).content },
      },
    });
    await waitFor('the row to be marked', async () => (await rowsOf(body))[0]?.publishedAt);
  });

  test('the signature is stored nowhere', async () => {
    const webhook = sign(webhookBody('secretive'));
    await deliver(ingest.url, webhook);
    expect(JSON.stringify(await rowsAbout('secretive'))).not.toContain(webhook.signature.slice(-64));
  });

  test('accepts the previous secret beside the current one while they are exchanged', async () => {
    const body = webhookBody('rotated');
    expect((await deliver(ingest.url, sign(body, { secret: previousSecret }))).status).toBe(200);
    expect((await deliver(ingest.url, sign(body, { secret: clientSecret }))).status).toBe(200);
    expect(await rowsAbout('rotated')).toHaveLength(1);
  });

  test('a webhook that comes 60 times at once is one row and one event, and every time 200', async () => {
    const body = webhookBody('repeated');
    const again = `${body.slice(0, -1)},"retry":true}`;
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, index) => deliverSigned(ingest.url, index % 2 ? body : again)),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect((await deliverSigned(ingest.url, body)).status).toBe(200);
    const rows = await rowsAbout('repeated');
    expect(rows).toHaveLength(1);
    await waitFor('the event', () => eventsAbout('repeated').length > 0);
    await ingest.relay.sweep();
    expect(eventsAbout('repeated')).toHaveLength(1);
  });

  test('the same publish id with another time, user, event or content is another webhook', async () => {
    const changes = [{}, { create_time: 1 }, { user_openid: 'x' }, { event: 'post.publish.failed' }];
    for (const change of changes) await deliverSigned(ingest.url, webhookBody('similar', change));
    const { user_openid: _, ...withoutUser } = JSON.parse(webhookBody('similar'));
    await deliverSigned(ingest.url, JSON.stringify(withoutUser));
    expect(await rowsAbout('similar')).toHaveLength(5);
  });

  test('500 webhooks at once are all stored, each exactly once, also when each comes twice', async () => {
    const bodies = Array.from({ length: 500 }, (_, index) => webhookBody(`many-${index}.`));
    const answers = await Promise.all(
      [...bodies, ...bodies.toReversed()].map((body) => deliverSigned(ingest.url, body)),
    );
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
    const stored = (await rowsAbout('many-')).map(({ rawBody }) => rawBody);
    expect(stored.toSorted()).toEqual(bodies.toSorted());
  });

  describe('refuses with 401 and stores nothing when', () => {
    const body = webhookBody('refused');
    const { signature } = sign(body);
    const cases: [string, SignedWebhook][] = [
      ['the signature is of another secret', sign(body, { secret: 'guess' })],
      ['the body was changed after signing', { body: Buffer.from(`${body} `), signature }],
      ['the app is unknown', sign(webhookBody('refused', { client_key: 'other' }))],
      ['the signature is too old', sign(body, { at: new Date(Date.now() - 74 * hourMs) })],
      ['the signature is from the future', sign(body, { at: new Date(Date.now() + 74 * hourMs) })],
      ['the header is not a signature', { body: Buffer.from(body), signature: 'nonsense' }],
      ['the header is empty', { body: Buffer.from(body), signature: '' }],
      ['the body is no JSON and wrongly signed', sign('{', { secret: 'guess' })],
    ];
    test.each(cases)('%s', async (_name, webhook) => {
      const answer = await deliver(ingest.url, webhook);
      expect(answer.status).toBe(401);
      expect(await codeOf(answer)).toBe('signature_invalid');
      expect(await rowsAbout('refused')).toEqual([]);
    });

    test('there is no signature', async () => {
      const answer = await fetch(`${ingest.url}/api/webhooks/tiktok`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      expect(answer.status).toBe(401);
    });

    test('and the log shows neither the body nor the signature', () => {
      const log = logLines.join('');
      expect(log).not.toContain('refused"');
      expect(log).not.toContain(signature.slice(-64));
      expect(log).not.toContain(clientSecret);
    });
  });

  test('accepts a delivery that TikTok repeats after almost 73 hours', async () => {
    const late = sign(webhookBody('late'), { at: new Date(Date.now() - 72.9 * hourMs) });
    expect((await deliver(ingest.url, late)).status).toBe(200);
  });

  test.each([
    ['no JSON', '{"client_key"'],
    ['nothing', ''],
    ['no object', '[1]'],
    ['no client_key', '{"event":"x","create_time":1,"content":"{}"}'],
    ['no event', JSON.stringify({ client_key: clientKey, create_time: 1, content: '{}' })],
    ['a fraction as its time', webhookBody('x', { create_time: 1.5 })],
    ['a time beyond 2^53', webhookBody('x').replace('1791500000', '99999999999999999999')],
    ['content that is no text', webhookBody('x', { content: {} })],
    ['a byte order mark', `\uFEFF${webhookBody('x')}`],
    ['bytes that are no UTF-8', Buffer.concat([Buffer.from(webhookBody('x')), Buffer.from([0xff])])],
    ['half a character in a text', Buffer.from(webhookBody('é').replace('é', '\u00e9'), 'latin1')],
  ])('answers 400 to a rightly signed body with %s and stores nothing', async (_name, body) => {
    const before = (await around.rows()).length;
    const answer = await deliver(ingest.url, sign(body));
    expect(answer.status).toBe(400);
    expect(await codeOf(answer)).toBe('webhook_malformed');
    expect(await around.rows()).toHaveLength(before);
  });

  test('takes a body of 256 KiB and answers 413 to one byte more', async () => {
    const frame = webhookBody('large', { content: '' });
    const body = webhookBody('large', { content: 'x'.repeat(256 * 1024 - frame.length) });
    expect((await deliverSigned(ingest.url, body)).status).toBe(200);
    const answer = await deliverSigned(ingest.url, `${body} `);
    expect(answer.status).toBe(413);
    expect(await codeOf(answer)).toBe('body_too_large');
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonx', ''])(
    'answers 415 to the content type "%s"',
    async (contentType) => {
      const answer = await deliver(ingest.url, sign(webhookBody('typed')), { 'content-type': contentType });
      expect(answer.status).toBe(415);
      expect(await rowsAbout('typed')).toEqual([]);
    },
  );

  test('accepts JSON with a charset', async () => {
    const headers = { 'content-type': 'application/json; charset=utf-8' };
    expect((await deliver(ingest.url, sign(webhookBody('charset')), headers)).status).toBe(200);
  });

  test.each([
    ['with wildcards', 'wild.*.>', 'webhook.tiktok.wild._._'],
    ['with empty parts', 'wild..dots.', 'webhook.tiktok.wild._.dots._'],
    ['with spaces and line ends', 'wild space\r\nPUB x', 'webhook.tiktok.wild_space__PUB_x'],
    ['of 10,000 characters', `wild${'.x'.repeat(5_000)}`, `webhook.tiktok.wild${'.x'.repeat(62)}`],
  ])(
    'an event with a name %s is stored under that name and published safely',
    async (_name, event, subject) => {
      const body = webhookBody('wild', { event });
      expect((await deliverSigned(ingest.url, body)).status).toBe(200);
      expect(await rowsOf(body)).toMatchObject([{ eventName: event, subject }]);
      await waitFor('the event', () => bus.messages.some((message) => message.subject === subject));
    },
  );

  test('text that PostgreSQL cannot hold breaks neither its own webhook nor its neighbours', async () => {
    const odd = webhookBody('odd', { user_openid: 'a\0b', content: 'x\uD800y\0', event: 'odd\0name' });
    const bodies = [webhookBody('neighbour-1'), odd, webhookBody('neighbour-2')];
    const answers = await Promise.all(bodies.map((body) => deliverSigned(ingest.url, body)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const [row] = await rowsOf(odd);
    expect(row).toMatchObject({ userOpenId: 'a\uFFFDb', eventName: 'odd\uFFFDname', rawBody: odd });
    await waitFor('the event', () => bus.messages.some(({ event }) => event.id === row?.id));
  });
});
