import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Harness, startHarness } from '../testing/harness.ts';
import { makeVideo } from '../testing/video.ts';

let tiktok: Harness;
let accessToken: string;
beforeAll(async () => {
  tiktok = await startHarness();
});
afterAll(() => tiktok.close());
beforeEach(async () => {
  await tiktok.control('reset', {});
  accessToken = (await tiktok.signIn()).accessToken;
  await tiktok.control('journal', undefined, 'DELETE');
});

const initPath = '/v2/post/publish/video/init/';
const tasks = async () => (await tiktok.control('posts')).json.posts;
const fault = (given: object) => tiktok.control('faults', { path: initPath, ...given });

describe('a fault', () => {
  test('of a status comes before any effect, in the form of the endpoint, as often as asked', async () => {
    await fault({ kind: 'status', status: 503, times: 2 });
    for (const expected of [503, 503, 200]) {
      expect((await tiktok.directInit(accessToken)).status).toBe(expected);
    }
    expect(await tasks()).toHaveLength(1);
    await tiktok.control('faults', { path: '/v2/oauth/', kind: 'status', status: 500 });
    expect((await tiktok.exchange('x')).json).toMatchObject({ error: 'server_error' });
  });

  test('may carry any code under any status', async () => {
    await fault({ kind: 'status', status: 200, code: 'spam_risk_too_many_posts' });
    const { status, json } = await tiktok.directInit(accessToken);
    expect([status, json.error.code]).toEqual([200, 'spam_risk_too_many_posts']);
  });

  test('can let some requests pass first', async () => {
    await fault({ kind: 'rateLimit', skip: 1 });
    expect((await tiktok.directInit(accessToken)).status).toBe(200);
    const limited = await tiktok.directInit(accessToken);
    expect([limited.status, limited.json.error.code]).toEqual([429, 'rate_limit_exceeded']);
    expect((await tiktok.directInit(accessToken)).status).toBe(200);
  });

  test('of a reset drops the connection before any effect', async () => {
    await fault({ kind: 'reset' });
    await expect(tiktok.directInit(accessToken)).rejects.toThrow('fetch failed');
    expect(await tasks()).toHaveLength(0);
  });

  test('of a lost response drops the connection after the effect', async () => {
    await fault({ kind: 'lostResponse' });
    await expect(tiktok.directInit(accessToken)).rejects.toThrow('fetch failed');
    expect(await tasks()).toHaveLength(1);
    const { requests } = (await tiktok.control('journal')).json;
    expect(requests).toMatchObject([{ path: initPath, status: 200, fault: 'lostResponse' }]);
  });

  test('can lose the answer to a refresh: the old token is dead, the new one nobody has', async () => {
    const { refreshToken } = await tiktok.signIn();
    const refresh = () =>
      tiktok.form('/v2/oauth/token/', {
        ...tiktok.credentials,
        grant_type: 'refresh_token',
        refresh_token: refreshToken,
      });
    await tiktok.control('faults', { path: '/v2/oauth/token/', kind: 'lostResponse' });
    await expect(refresh()).rejects.toThrow('fetch failed');
    expect((await refresh()).json.error).toBe('invalid_grant');
  });

  test('can lose the answer to a chunk that is stored, and break one off in the middle', async () => {
    const video = await makeVideo({ bytesPerFrame: 100_000 });
    const sourceInfo = { video_size: video.length, chunk_size: video.length };
    const { upload_url: uploadUrl, publish_id: publishId } = (
      await tiktok.directInit(accessToken, { sourceInfo })
    ).json.data;
    await tiktok.control('faults', { path: '/video/', method: 'PUT', kind: 'reset', afterBytes: 1_000_000 });
    await expect(tiktok.putWhole(uploadUrl, video)).rejects.toThrow('fetch failed');
    expect((await tiktok.status(accessToken, publishId)).json.data.uploaded_bytes).toBe(0);
    await tiktok.control('faults', { path: '/video/', kind: 'lostResponse' });
    await expect(tiktok.putWhole(uploadUrl, video)).rejects.toThrow('fetch failed');
    expect((await tiktok.ended(publishId)).status).toBe('PUBLISH_COMPLETE');
  });

  test('can answer a chunk with any status, and the chunk is not stored', async () => {
    const video = Buffer.alloc(20_000_000);
    const sourceInfo = { video_size: video.length, chunk_size: video.length };
    const { json } = await tiktok.directInit(accessToken, { sourceInfo });
    await tiktok.control('faults', { path: '/video/', kind: 'status', status: 502 });
    const refused = await tiktok.putWhole(json.data.upload_url, video);
    expect([refused.status, refused.text]).toEqual([502, '']);
    expect((await tiktok.status(accessToken, json.data.publish_id)).json.data.uploaded_bytes).toBe(0);
    expect((await tiktok.control('journal?path=/video/')).json.requests).toMatchObject([
      { bodyBytes: video.length, status: 502, fault: 'status' },
    ]);
  });

  test('of latency answers late, but as ever', async () => {
    await fault({ kind: 'latency', ms: 150 });
    const startedAt = performance.now();
    expect((await tiktok.directInit(accessToken)).status).toBe(200);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(149);
  });

  test('meets only its path and method, and can be taken back', async () => {
    await fault({ kind: 'status', status: 500, method: 'GET' });
    await fault({ kind: 'status', status: 500 });
    await tiktok.control('faults', undefined, 'DELETE');
    expect((await tiktok.directInit(accessToken)).status).toBe(200);
    expect((await tiktok.control('faults')).json.faults).toEqual([]);
  });
});

describe('the journal', () => {
  test('shows requests as they were received, with parsed bodies', async () => {
    await tiktok.directInit(accessToken);
    await tiktok.exchange('some code');
    const { requests } = (await tiktok.control('journal')).json;
    expect(requests).toMatchObject([
      {
        method: 'POST',
        path: initPath,
        headers: { authorization: `Bearer ${accessToken}` },
        body: { post_info: { privacy_level: 'PUBLIC_TO_EVERYONE' } },
        status: 200,
      },
      { path: '/v2/oauth/token/', body: { code: 'some code', grant_type: 'authorization_code' } },
    ]);
  });

  test('counts and hashes uploads, and finds requests by path and method', async () => {
    const video = await makeVideo();
    await tiktok.publish(accessToken, video);
    const { requests } = (await tiktok.control('journal?path=/video/&method=PUT')).json;
    expect(requests).toMatchObject([
      {
        bodyBytes: video.length,
        bodySha256: createHash('sha256').update(video).digest('hex'),
        body: null,
        status: 201,
      },
    ]);
    expect((await tiktok.control('journal?method=GET')).json.requests).toEqual([]);
  });

  test('says nothing of the controls and forgets when told to', async () => {
    await tiktok.control('posts');
    expect((await tiktok.control('journal')).json.requests).toEqual([]);
  });
});

describe('the controls', () => {
  test('change a creator in part and make a new one, who can then sign in', async () => {
    const changed = await tiktok.control('creators', { username: 'demobaker', banned: true });
    expect(changed.json).toMatchObject({ displayName: 'Demo Baker', banned: true });
    await tiktok.control('creators', { username: 'newcomer' });
    expect((await tiktok.signIn('newcomer')).accessToken).toBeTruthy();
  });

  test('bring everything back to the beginning', async () => {
    await tiktok.control('creators', { username: 'demobaker', banned: true });
    await tiktok.control('settings', { processingMs: 77, limits: { pendingShares: 1 } });
    await tiktok.control('clock', { advanceSeconds: 1000 });
    await tiktok.control('reset', {});
    const { json } = await tiktok.control('settings');
    expect([json.processingMs, json.limits.pendingShares]).toEqual([0, 5]);
    expect((await tiktok.control('creators')).json.creators[0]).toMatchObject({ banned: false });
    expect((await tiktok.directInit(accessToken)).json.error.code).toBe('access_token_invalid');
    const { now } = (await tiktok.control('clock', { advanceSeconds: 0 })).json;
    expect(Math.abs(Date.parse(now) - Date.now())).toBeLessThan(60_000);
  });

  test('change one limit without touching the others', async () => {
    const { json } = await tiktok.control('settings', { limits: { statusPerMinute: 1 } });
    expect(json.limits).toMatchObject({ statusPerMinute: 1, videoInitPerMinute: 6 });
    expect(json.codeSeconds).toBe(600);
  });

  test.each([
    ['settings', { procesingMs: 1 }],
    ['settings', { codeUse: 'twice' }],
    ['faults', { path: '/', kind: 'explosion' }],
    ['creators', { displayName: 'no name' }],
    ['creators', { username: 'x' }],
    ['creators', { username: 'demobaker', age: 5 }],
    ['creators', { username: 'demobaker', appVersion: 'newest' }],
    ['settings', { limits: { postsPerMinute: 1 } }],
    ['apps', { clientKey: 'awx', secret: 'x' }],
    ['clock', { advanceSeconds: -1 }],
    ['grants/revoke', { openId: 'x', reason: 9 }],
    ['outcomes', { failReason: 'bad_weather' }],
  ])('refuse what they do not know: POST %s %j', async (path, body) => {
    const answer = await tiktok.control(path, body);
    expect([answer.status, answer.json.error.code]).toEqual([400, 'malformed']);
  });

  test('refuse what the portal would not verify', async () => {
    const app = { clientKey: tiktok.app.clientKey, verifiedUrls: ['https://192.0.2.1/'] };
    const answer = await tiktok.control('apps', app);
    expect([answer.status, answer.json.error.code]).toEqual([400, 'verified_url']);
  });

  test('answer 404 for an open id or a publish id that nobody has', async () => {
    expect((await tiktok.control('grants/revoke', { openId: 'x' })).status).toBe(404);
    expect((await tiktok.control('posts/x/publish', {})).status).toBe(404);
  });
});
