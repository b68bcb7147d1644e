import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkWebhookSignature, verifyWebhookSignature } from './verify-signature.ts';

const secret = 'demo_client_secret_0001';
const signedAt = 1_791_500_003;
const rawBody = Buffer.from(
  String.raw`{"client_key":"awdemo0000000001","event":"post.publish.complete","create_time":1791500000,"user_openid":"-000DemoOpenId_1","content":"{\"publish_id\":\"v_pub_file~v2-1.7600000000000000001\",\"publish_type\":\"DIRECT_PUBLISH\"}"}`,
);
const digest = 'eba1efda0a2c269d3d2c5c5303abd5a357aa8b33fcdd0e1a1286c9896be282a5';
const webhook = {
  header: `t=${signedAt},s=${digest}`,
  rawBody,
  secrets: [secret],
  toleranceSeconds: 300,
  now: new Date((signedAt + 10) * 1000),
};

describe('a webhook signature', () => {
  test('over the time, a dot and the raw bytes is valid', () => {
    expect(rawBody).toHaveLength(228);
    expect(verifyWebhookSignature(webhook)).toBe('valid');
  });

  test('over the body alone does not match', () => {
    const header = `t=${signedAt},s=ccfdbafa98c06162c4971399a4b53e42f45172deda918e60df60a3ce65d2f64f`;
    expect(verifyWebhookSignature({ ...webhook, header })).toBe('mismatch');
  });

  test('does not match once the body is written anew, even with the same meaning', () => {
    const rewritten = Buffer.from(JSON.stringify(JSON.parse(rawBody.toString()), null, 1));
    expect(verifyWebhookSignature({ ...webhook, rawBody: rewritten })).toBe('mismatch');
  });

  test('does not match when any one byte of the body differs', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 227 }), fc.integer({ min: 1, max: 255 }), (index, change) => {
        const changed = Buffer.from(rawBody);
        changed.writeUInt8(changed.readUInt8(index) ^ change, index);
        expect(verifyWebhookSignature({ ...webhook, rawBody: changed })).toBe('mismatch');
      }),
    );
  });

  test('is over the bytes, also where they are no text', () => {
    const bytes = Buffer.from([0xff, 0xfe, 0x00, 0x80]);
    const s = createHmac('sha256', secret).update(`${signedAt}.`).update(bytes).digest('hex');
    expect(verifyWebhookSignature({ ...webhook, rawBody: bytes, header: `t=${signedAt},s=${s}` })).toBe(
      'valid',
    );
  });

  test('does not match at another time than the one signed', () => {
    const header = `t=${signedAt + 1},s=${digest}`;
    expect(verifyWebhookSignature({ ...webhook, header })).toBe('mismatch');
  });

  test('is valid by the current and by the previous secret during a rotation', () => {
    expect(verifyWebhookSignature({ ...webhook, secrets: ['new', secret] })).toBe('valid');
    expect(verifyWebhookSignature({ ...webhook, secrets: [secret, 'old'] })).toBe('valid');
    expect(verifyWebhookSignature({ ...webhook, secrets: ['new', 'old'] })).toBe('mismatch');
  });

  test('tells which secret made it, and when', () => {
    expect(checkWebhookSignature({ ...webhook, secrets: ['', 'new', secret] })).toEqual({
      outcome: 'valid',
      secret,
      signedAt: new Date(signedAt * 1000),
    });
  });

  test.each([[[]], [['']]])('is never valid without a secret: %j', (secrets) => {
    const s = createHmac('sha256', '').update(`${signedAt}.`).update(rawBody).digest('hex');
    expect(verifyWebhookSignature({ ...webhook, secrets, header: `t=${signedAt},s=${s}` })).toBe('no_secret');
  });

  test.each([
    [300, 'valid'],
    [301, 'stale'],
    [-300, 'valid'],
    [-301, 'stale'],
  ])('signed %i s ago is %s with a tolerance of 300 s', (age, outcome) => {
    const now = new Date((signedAt + age) * 1000);
    expect(verifyWebhookSignature({ ...webhook, now })).toBe(outcome);
  });

  test('of a redelivery after an outage is valid with a tolerance of 73 h', () => {
    const now = new Date((signedAt + 72 * 3600) * 1000);
    expect(verifyWebhookSignature({ ...webhook, now, toleranceSeconds: 73 * 3600 })).toBe('valid');
  });

  test.each([undefined, '', []])('is missing: %j', (header) => {
    expect(verifyWebhookSignature({ ...webhook, header })).toBe('missing');
  });

  test.each([
    'x',
    `t=${signedAt}`,
    `s=${digest}`,
    `t=,s=${digest}`,
    `t=-1,s=${digest}`,
    `t=1e9,s=${digest}`,
    `t=${signedAt},s=${digest.slice(1)}`,
    `t=${signedAt},s=${digest}0`,
    `t=${signedAt},s=${'z'.repeat(64)}`,
    `t=${signedAt},s=${Buffer.from(digest, 'hex').toString('base64')}`,
    `t=${signedAt},t=${signedAt},s=${digest}`,
    `t=${signedAt},s=${digest},s=${digest}`,
  ])('is malformed: %s', (header) => {
    expect(verifyWebhookSignature({ ...webhook, header })).toBe('malformed');
  });

  test('may have spaces and parts that are not known yet', () => {
    const header = `v=2, t=${signedAt}, s=${digest}`;
    expect(verifyWebhookSignature({ ...webhook, header })).toBe('valid');
  });

  test('never fails, whatever the header', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (header) => {
        expect(['malformed', 'missing', 'mismatch']).toContain(
          verifyWebhookSignature({ ...webhook, header }),
        );
      }),
    );
  });
});
