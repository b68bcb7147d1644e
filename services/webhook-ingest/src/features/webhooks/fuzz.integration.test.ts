import {
  anything,
  constant,
  constantFrom,
  dictionary,
  integer,
  json,
  oneof,
  record,
  sample,
  string,
  uint8Array,
} from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startProcess } from '../../testing/ingest-process.ts';
import { keepAlive, postWebhook } from '../../testing/post-webhook.ts';
import { clientKey, deliverSigned, sign, webhookBody } from '../../testing/signed-webhook.ts';
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
  { weight: 2, arbitrary: json() },
  { weight: 2, arbitrary: text },
  uint8Array({ maxLength: 200 }),
  { weight: 1, arbitrary: constantFrom('['.repeat(20_000), ' '.repeat(256 * 1024 + 1)) },
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

interface Case {
  bytes: Buffer;
  given: Record<string, string>;
  signing: 'right' | { value: string };
}

/** `anything` may hold what JSON cannot. */
function stringify(value: unknown): string {
  try {
    return JSON.stringify(value, (_key, part) => (typeof part === 'bigint' ? Number(part) : part)) ?? '';
  } catch {
    return '{}';
  }
}

const cases = 10_000;
const atOnce = 50;
const mostGrowthMiB = 150;

describe('whatever is posted', () => {
  let around: Surroundings;
  let service: Awaited<ReturnType<typeof startProcess>>;

  beforeAll(async () => {
    around = await startSurroundings();
    service = await startProcess({ ...around.options, env: { WEBHOOK_BAD_SIGNATURES_PER_MINUTE: '500' } });
  });
  afterAll(async () => {
    await service?.end('SIGKILL');
    await around.close();
  });

  test('10,000 times gets 200, 400, 401, 413, 415, 429 or 503; only a 200 leaves a row, and memory stays', async () => {
    const seed = Math.floor(Math.random() * 2 ** 31);
    const agent = keepAlive();
    const counts = new Map<number, number>();
    const accepted = new Set<string>();
    const post = async ({ bytes, given, signing }: Case) => {
      const value = signing === 'right' ? sign(bytes).signature : signing.value;
      const headers = { ...given, 'tiktok-signature': value };
      const { status } = await postWebhook({ url: service.url, headers, body: bytes, agent });
      counts.set(status, (counts.get(status) ?? 0) + 1);
      const told = `seed ${seed}: ${JSON.stringify(headers)} ${bytes.toString().slice(0, 500)}`;
      expect([200, 400, 401, 413, 415, 429, 503], told).toContain(status);
      if (status !== 200) return;
      expect(signing, told).toBe('right');
      accepted.add(bytes.toString());
    };
    const all = sample(record({ bytes: body, given: headers, signing: signature }), { numRuns: cases, seed });
    const postAll = async (some: Case[]) => {
      const queue = [...some];
      const sender = async () => {
        for (let next = queue.pop(); next; next = queue.pop()) await post(next);
      };
      await Promise.all(Array.from({ length: atOnce }, sender));
    };

    await postAll(all.slice(0, cases / 4));
    const warmMiB = await service.residentMiB();
    await postAll(all.slice(cases / 4));
    expect((await service.residentMiB()) - warmMiB).toBeLessThan(mostGrowthMiB);
    agent.destroy();

    // Each answer was met, or the cases show too little.
    for (const status of [200, 400, 401, 413, 415, 429]) {
      expect(counts.get(status), `answers ${status}, seed ${seed}`).toBeGreaterThan(0);
    }
    const stored = (await around.rows()).map(({ rawBody }) => rawBody);
    expect(stored.filter((rawBody) => !accepted.has(rawBody))).toEqual([]);
    expect(new Set(stored).size).toBe(stored.length);
    expect((await deliverSigned(service.url, webhookBody('after all that'))).status).toBe(200);
  });
});
