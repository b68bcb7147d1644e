import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Harness, startHarness } from '../testing/harness.ts';

let tiktok: Harness;
let accessToken: string;
beforeAll(async () => {
  const limits = {
    videoInitPerMinute: 1e6,
    inboxInitPerMinute: 1e6,
    photoInitPerMinute: 1e6,
    statusPerMinute: 1e6,
    displayPerMinute: 1e6,
  };
  tiktok = await startHarness({ settings: { limits } });
  accessToken = (await tiktok.signIn()).accessToken;
});
afterAll(() => tiktok.close());

const json = [
  'video/init',
  'inbox/video/init',
  'content/init',
  'status/fetch',
  'cancel',
  'creator_info/query',
].map((name) => `/v2/post/publish/${name}/`);
const videos = ['/v2/video/list/', '/v2/video/query/'];
const oauth = ['/v2/oauth/token/', '/v2/oauth/revoke/'];
const paths = [...json, ...oauth, ...videos, '/v2/user/info/', '/v2/auth/authorize/', '/video/'];

describe('the gateway', () => {
  test.each([
    ['POST', '/v2/oauth/token'],
    ['POST', '/v2/post/publish/status/fetch'],
    ['GET', '/v2/user/info?fields=open_id'],
    ['GET', '/v2/oauth/token/'],
    ['POST', '/v2/user/info/'],
    ['HEAD', '/v2/user/info/'],
    ['GET', '/v2/post/publish/status/fetch/'],
    ['POST', '/video/?upload_id=1'],
    ['POST', '/oauth/access_token/'],
    ['GET', '/v2//user/info/'],
    ['GET', '/%zz'],
    ['DELETE', '/'],
  ])('answers %s %s with 404 and its own text', async (method, path) => {
    const answer = await tiktok.call(path, { method });
    expect(answer.status).toBe(404);
    if (method !== 'HEAD') expect(answer.text).toBe('Unsupported path(Janus)');
  });
});

describe('a malformed request', () => {
  const bodies: [string, string][] = [
    ['nothing', ''],
    ['half of JSON', '{"post_info":{'],
    ['no object', '[1]'],
    ['null', 'null'],
    ['null inside', '{"post_info":null,"source_info":null,"publish_id":null}'],
    [
      'wrong types',
      '{"post_info":{"title":5},"source_info":{"source":"FILE_UPLOAD","video_size":"1"},"publish_id":{}}',
    ],
    [
      'numbers beyond belief',
      '{"source_info":{"source":"FILE_UPLOAD","video_size":1e400,"chunk_size":9e99,"total_chunk_count":-1}}',
    ],
    ['an unknown source', '{"post_info":{"privacy_level":"SELF_ONLY"},"source_info":{"source":"MAGIC"}}'],
    [
      'a source without its fields',
      '{"post_info":{"privacy_level":"SELF_ONLY"},"source_info":{"source":"FILE_UPLOAD"}}',
    ],
  ];
  test.each(bodies)('of %s is 400 invalid_params at every JSON endpoint', async (_what, body) => {
    for (const path of json.slice(0, 3)) {
      const answer = await tiktok.post(path, accessToken, body);
      expect([path, answer.status, answer.json.error.code]).toEqual([path, 400, 'invalid_params']);
      expect(answer.json.data).toEqual({});
    }
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', ';;;', 'multipart/form-data'])(
    'of content type %s is 400 at a JSON endpoint',
    async (type) => {
      const headers = { authorization: `Bearer ${accessToken}`, 'content-type': type };
      const answer = await tiktok.call(json[0] ?? '', { method: 'POST', headers, body: '{}' });
      expect([answer.status, answer.json.error.code]).toEqual([400, 'invalid_params']);
    },
  );

  test('that is far too long is refused like any other', async () => {
    const body = JSON.stringify({ publish_id: 'x'.repeat(3_000_000) });
    const answer = await tiktok.post('/v2/post/publish/status/fetch/', accessToken, body);
    expect([answer.status, answer.json.error.code]).toEqual([400, 'invalid_params']);
    const form = await tiktok.form('/v2/oauth/token/', { code: 'x'.repeat(3_000_000) });
    expect([form.status, form.json.error]).toEqual([200, 'invalid_request']);
  });

  test('that is not even HTTP does no harm', async () => {
    const { hostname, port } = new URL(tiktok.url);
    for (const bytes of [
      '\0\x01\x02\r\n\r\n',
      'GET\r\n\r\n',
      `GET / HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(1e5)}\r\n\r\n`,
    ]) {
      await new Promise<void>((resolve) => {
        const socket = connect(Number(port), hostname, () => socket.end(bytes));
        socket.on('data', () => {});
        socket.on('error', () => {});
        socket.on('close', () => resolve());
      });
    }
    expect((await tiktok.control('posts')).status).toBe(200);
  });
});

test('whatever is sent, the answer is never 500', async () => {
  const value = fc.oneof(
    fc.jsonValue().map((one) => JSON.stringify(one)),
    fc.string(),
    fc.constant(''),
  );
  const text = fc.string({ maxLength: 40 });
  const sent = fc.record({
    path: fc.constantFrom(...paths),
    method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE'),
    query: fc.dictionary(fc.constantFrom('fields', 'upload_id', 'client_key', 'state', '__proto__'), text),
    type: fc.constantFrom('application/json', 'application/x-www-form-urlencoded', 'video/mp4', 'x'),
    range: fc.constantFrom('bytes 0-0/1', 'bytes', ''),
    body: value,
  });
  await fc.assert(
    fc.asyncProperty(sent, async ({ path, method, query, type, range, body }) => {
      const answer = await tiktok.call(`${path}?${new URLSearchParams(query)}`, {
        method,
        headers: { authorization: `Bearer ${accessToken}`, 'content-type': type, 'content-range': range },
        ...(method !== 'GET' && { body }),
      });
      expect(answer.status).toBeLessThan(500);
    }),
    { numRuns: 400 },
  );
});
