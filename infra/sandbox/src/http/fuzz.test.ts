import fc from 'fast-check';
import { Agent, request } from 'undici';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Harness, startHarness } from '../testing/harness.ts';

const routes = {
  '/v2/oauth/token/': 'POST',
  '/v2/oauth/revoke/': 'POST',
  '/v2/oauth/get_qrcode/': 'POST',
  '/v2/oauth/check_qrcode/': 'POST',
  '/v2/user/info/': 'GET',
  '/v2/video/list/': 'POST',
  '/v2/video/query/': 'POST',
  '/v2/post/publish/creator_info/query/': 'POST',
  '/v2/post/publish/video/init/': 'POST',
  '/v2/post/publish/inbox/video/init/': 'POST',
  '/v2/post/publish/content/init/': 'POST',
  '/v2/post/publish/status/fetch/': 'POST',
  '/v2/post/publish/cancel/': 'POST',
} as const;
const paths = Object.keys(routes) as (keyof typeof routes)[];

/** Words that the endpoints know, so that nonsense gets far. */
const names = fc.constantFrom(
  ...[
    'post_info',
    'source_info',
    'source',
    'video_url',
    'video_size',
    'chunk_size',
    'total_chunk_count',
    'title',
  ],
  ...[
    'privacy_level',
    'photo_images',
    'photo_cover_index',
    'media_type',
    'post_mode',
    'description',
    'is_aigc',
  ],
  ...[
    'publish_id',
    'filters',
    'video_ids',
    'cursor',
    'max_count',
    'fields',
    '__proto__',
    'constructor',
    'length',
  ],
  ...[
    'grant_type',
    'client_key',
    'client_secret',
    'code',
    'redirect_uri',
    'refresh_token',
    'token',
    'scope',
    'state',
  ],
);
const leaf = fc.oneof(
  fc.constantFrom(
    ...[
      'FILE_UPLOAD',
      'PULL_FROM_URL',
      'PHOTO',
      'DIRECT_POST',
      'SELF_ONLY',
      'authorization_code',
      'refresh_token',
    ],
    ...[
      'id,title',
      'open_id',
      'https://a.example/x',
      'https://[',
      '\u0000',
      '\ud800',
      'x'.repeat(5000),
      '%',
      '',
    ],
    ...[0, -1, 1, 20, 2 ** 31, 2 ** 53, 1e308, null, true],
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.double(),
);
const { body: anyJson } = fc.letrec<{ body: unknown }>((tie) => ({
  body: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.array(tie('body'), { maxLength: 4 }),
    fc.dictionary(names, tie('body'), { maxKeys: 8 }),
  ),
}));
const bodies = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.dictionary(names, anyJson, { maxKeys: 8 }).map((value) => JSON.stringify(value)),
  },
  anyJson.map((value) => `${JSON.stringify(value)}`),
  fc.dictionary(names, fc.string()).map((form) => new URLSearchParams(form).toString()),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  fc.constantFrom('', '{', '['.repeat(20_000), `{"publish_id":${'9'.repeat(400)}}`, '{"a":1,"a":2}'),
);
const queries = fc.oneof(
  fc.constantFrom(
    '',
    '?fields=open_id,display_name',
    '?fields=id',
    '?fields=',
    '?fields=a&fields=b',
    '?fields[]=id',
  ),
  fc.constantFrom('?%', '?%ff=%00', '?fields=%E0%A4%A', `?fields=${'x,'.repeat(3000)}`, '?&&==&'),
);
const contentTypes = fc.constantFrom(
  ...[
    'application/json',
    'application/json; charset=UTF-8',
    'application/x-www-form-urlencoded',
    'text/plain',
  ],
  ...['application/json;', 'multipart/form-data', 'x', 'application/json, text/plain'],
);

let tiktok: Harness;
let token: string;
const dispatcher = new Agent();
beforeAll(async () => {
  const wide = 1_000_000;
  tiktok = await startHarness({
    settings: {
      limits: {
        ...{
          videoInitPerMinute: wide,
          inboxInitPerMinute: wide,
          photoInitPerMinute: wide,
          statusPerMinute: wide,
        },
        ...{ creatorInfoPerMinute: wide, displayPerMinute: wide },
      },
    },
  });
  token = (await tiktok.signIn()).accessToken;
});
afterAll(async () => {
  await dispatcher.close();
  await tiktok?.close();
});

test("whatever comes, the answer is one of TikTok's, and the sandbox goes on", async () => {
  const calls = fc.record({
    path: fc.constantFrom(...paths),
    method: fc.oneof(
      { weight: 8, arbitrary: fc.constant(null) },
      fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'),
    ),
    slash: fc.oneof({ weight: 8, arbitrary: fc.constant('') }, fc.constantFrom('no', '/', '..', '%2f', '%')),
    query: queries,
    contentType: contentTypes,
    authorization: fc.constantFrom('good', 'good', 'good', 'Bearer', 'Bearer x', 'Basic eDp5', ''),
    body: bodies,
  });
  await fc.assert(
    fc.asyncProperty(calls, async ({ path, slash, query, contentType, authorization, body, ...call }) => {
      const method = call.method ?? routes[path];
      const asked = slash === 'no' ? path.slice(0, -1) : path + slash;
      const answer = await request(`${tiktok.url}${asked}${query}`, {
        method,
        dispatcher,
        headers: {
          'content-type': contentType,
          ...(authorization && {
            authorization: authorization === 'good' ? `Bearer ${token}` : authorization,
          }),
        },
        ...(method !== 'GET' && method !== 'HEAD' && { body }),
      });
      const text = await answer.body.text();
      expect(answer.statusCode, text).toBeLessThan(500);
      if (asked !== path || method !== routes[path]) {
        expect([answer.statusCode, method === 'HEAD' ? '' : text]).toEqual([
          404,
          method === 'HEAD' ? '' : 'Unsupported path(Janus)',
        ]);
        return;
      }
      const json = JSON.parse(text);
      if (path.startsWith('/v2/oauth/'))
        expect(typeof json.error === 'string' || answer.statusCode === 200).toBe(true);
      else
        expect(json.error).toEqual({
          code: expect.any(String),
          message: expect.any(String),
          log_id: expect.any(String),
        });
    }),
    { numRuns: 1500, seed: 20261121 },
  );
  const { json } = await tiktok.call('/v2/user/info/?fields=open_id', {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(json.error.code).toBe('ok');
});
