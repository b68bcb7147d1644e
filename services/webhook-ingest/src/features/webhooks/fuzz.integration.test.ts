import { request as httpRequest, type OutgoingHttpHeaders } from 'node:http';
import {
  anything,
  assert,
  asyncProperty,
  constant,
  constantFrom,
  dictionary,
  integer,
  json,
  oneof,
  record,
  string,
  uint8Array,
} from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientKey, deliverSigned, sign, webhookBody } from '../../testing/signed-webhook.ts';
import type { RunningIngest } from '../../testing/start-ingest.ts';
import { type Surroundings, startSurroundings } from '../../testing/surroundings.ts';

const text = string({ unit: 'binary', maxLength: 40 });
/** A webhook whose parts are each right or anything at all. */
const almostWebhook = record({
  client_key: oneof({ weight: 9, arbitrary: constant(clientKey) }, text, anything()),
  event: oneof(
    { weight: 4, arbitrary: text },
    constantFrom('post.publish.complete', 'a.*.>', ''),
    anything(),
  ),
  create_time: oneof({ weight: 9, arbitrary: integer() }, anything()),
  user_openid: oneof(text, constant(null), anything()),
  content: oneof({ weight: 9, arbitrary: text }, anything()),
}).map((webhook) => stringify(webhook));
const body = oneof(
  { weight: 6, arbitrary: almostWebhook },
  json(),
  text,
  uint8Array({ maxLength: 200 }),
  constant('['.repeat(200_000)),
).map((value) => Buffer.from(value));

const headerText = string({ unit: 'grapheme-ascii', maxLength: 60 });
const headers = record(
  {
    'content-type': oneof({ weight: 9, arbitrary: constant('application/json') }, headerText),
    'x-correlation-id': headerText,
    'user-agent': headerText,
    authorization: headerText,
  },
  { requiredKeys: ['content-type'] },
);
const signature = oneof(
  { weight: 3, arbitrary: constant('right' as const) },
  headerText.map((value) => ({ value })),
  dictionary(constantFrom('t', 's', 'v', ''), headerText).map((parts) => ({
    value: Object.entries(parts)
      .map(([name, value]) => `${name}=${value}`)
      .join(','),
  })),
);

/** `anything` may hold what JSON cannot. */
function stringify(value: unknown): string {
  try {
    return JSON.stringify(value, (_key, part) => (typeof part === 'bigint' ? Number(part) : part)) ?? '';
  } catch {
    return '{}';
  }
}

/** Posts with node:http, which sends headers as they are. */
function post(url: string, sent: OutgoingHttpHeaders, bytes: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      `${url}/api/webhooks/tiktok`,
      { method: 'POST', headers: sent },
      (response) => {
        response.resume().once('end', () => resolve(response.statusCode ?? 0));
      },
    );
    request.once('error', reject);
    request.end(bytes);
  });
}

describe('whatever is posted', () => {
  let around: Surroundings;
  let ingest: RunningIngest;

  beforeAll(async () => {
    around = await startSurroundings();
    ingest = await around.start({ env: { WEBHOOK_BAD_SIGNATURES_PER_MINUTE: '200' } });
  });
  afterAll(async () => {
    await ingest.close();
    await around.close();
  });

  test('gets 200, 400, 401, 413, 415 or 429, and only a 200 leaves a row', async () => {
    let accepted = 0;
    await assert(
      asyncProperty(body, headers, signature, async (bytes, given, signing) => {
        const value = signing === 'right' ? sign(bytes).signature : signing.value;
        const status = await post(ingest.url, { ...given, 'tiktok-signature': value }, bytes);
        expect([200, 400, 401, 413, 415, 429]).toContain(status);
        if (status === 200) accepted += 1;
      }),
      { numRuns: 500 },
    );
    expect(accepted).toBeGreaterThan(0);
    expect((await around.rows()).length).toBeLessThanOrEqual(accepted);
    expect((await deliverSigned(ingest.url, webhookBody('after all that'))).status).toBe(200);
  });
});
