import { describe, expect, test } from 'vitest';
import { clientOf, errorOf } from '../testing/client.ts';
import { ok, refused, startHttpServer } from '../testing/http-server.ts';

const creator = {
  creator_avatar_url: 'https://p16.tiktokcdn.com/demo.jpeg',
  creator_username: 'demobaker',
  creator_nickname: 'Demo Baker',
  privacy_level_options: ['FOLLOWER_OF_CREATOR', 'MUTUAL_FOLLOW_FRIENDS', 'SELF_ONLY'],
  comment_disabled: false,
  duet_disabled: true,
  stitch_disabled: true,
  max_video_post_duration_sec: 600,
};

describe('creator info', () => {
  test('is asked by POST and read by its documented names', async () => {
    const { url, requests } = await startHttpServer(() => ok(creator));
    await expect(clientOf(url).queryCreatorInfo('act.demo')).resolves.toEqual({
      creatorAvatarUrl: 'https://p16.tiktokcdn.com/demo.jpeg',
      creatorUsername: 'demobaker',
      creatorNickname: 'Demo Baker',
      privacyLevelOptions: ['FOLLOWER_OF_CREATOR', 'MUTUAL_FOLLOW_FRIENDS', 'SELF_ONLY'],
      commentDisabled: false,
      duetDisabled: true,
      stitchDisabled: true,
      maxVideoPostDurationSec: 600,
    });
    expect(requests[0]).toMatchObject({ method: 'POST', url: '/v2/post/publish/creator_info/query/' });
    expect(requests[0]?.headers['content-type']).toBe('application/json; charset=UTF-8');
  });

  test.each([
    ['spam_risk_too_many_posts', 'retryAt'],
    ['spam_risk_user_banned_from_posting', 'final'],
    ['reached_active_user_cap', 'retryAt'],
  ])('a creator who cannot post is an error although the status is 200: %s', async (code, disposition) => {
    const { url } = await startHttpServer(() => refused(200, code));
    expect(await errorOf(clientOf(url).queryCreatorInfo('act.demo'))).toMatchObject({
      code,
      disposition,
      httpStatus: 200,
      outcomeUnknown: false,
    });
  });
});

describe('a call', () => {
  test("keeps TikTok's code, message, log id and status", async () => {
    const message = 'The API rate limit was exceeded. Please try again later.';
    const { url } = await startHttpServer(() => refused(429, 'rate_limit_exceeded', message));
    expect(await errorOf(clientOf(url).queryCreatorInfo('act.demo'))).toMatchObject({
      code: 'rate_limit_exceeded',
      message,
      logId: '202610090815220A1B2C3D4E5F60718293',
      httpStatus: 429,
      disposition: 'retryAt',
      retryAfterSeconds: 60,
      endpoint: '/v2/post/publish/creator_info/query/',
    });
  });

  test('waits as long as a Retry-After says', async () => {
    const answer = { ...refused(429, 'rate_limit_exceeded'), headers: { 'retry-after': '7' } };
    const { url } = await startHttpServer(() => answer);
    expect(await errorOf(clientOf(url).queryCreatorInfo('act.demo'))).toMatchObject({ retryAfterSeconds: 7 });
  });

  test('takes the log id from the header when the body has none', async () => {
    const { url } = await startHttpServer(() => ({
      status: 503,
      body: 'upstream',
      headers: { 'x-tt-logid': '20261009LOG' },
    }));
    expect(await errorOf(clientOf(url).queryCreatorInfo('act.demo'))).toMatchObject({
      code: 'unexpected_response',
      logId: '20261009LOG',
      disposition: 'retryNow',
      outcomeUnknown: true,
    });
  });

  test.each([
    ['no JSON', '<html>'],
    ['no error', { data: creator }],
    ['an error without a code', { data: creator, error: {} }],
    ['data that lacks a field', { data: {}, error: { code: 'ok' } }],
    ['a list', []],
  ])('is no success with %s in a 200', async (_, body) => {
    const { url } = await startHttpServer(() => ({ body }));
    expect(await errorOf(clientOf(url).queryCreatorInfo('act.demo'))).toMatchObject({
      code: 'unexpected_response',
      disposition: 'retryNow',
    });
  });

  test('is made once even if the connection is lost, and says that the outcome is unknown', async () => {
    const { url, requests } = await startHttpServer((_, response) => {
      response.destroy();
      return undefined;
    });
    expect(await errorOf(clientOf(url).queryCreatorInfo('act.demo'))).toMatchObject({
      code: 'connection_lost',
      disposition: 'retryNow',
      outcomeUnknown: true,
    });
    expect(requests).toHaveLength(1);
  });

  test('ends when TikTok does not answer in time, and says that the outcome is unknown', async () => {
    const { url } = await startHttpServer(() => undefined);
    const client = clientOf(url, { callTimeoutMs: 50 });
    expect(await errorOf(client.queryCreatorInfo('act.demo'))).toMatchObject({
      code: 'timeout',
      outcomeUnknown: true,
    });
  });

  test('ends when the answer begins in time but never finishes', async () => {
    const { url } = await startHttpServer((_, response) => {
      response.writeHead(200).write('{"data":');
      return undefined;
    });
    const client = clientOf(url, { callTimeoutMs: 50 });
    expect(await errorOf(client.queryCreatorInfo('act.demo'))).toMatchObject({ code: 'timeout' });
  });

  test('knows that nothing was sent when there is no connection', async () => {
    // Port 9 of the loopback address: nobody listens there.
    expect(await errorOf(clientOf('http://127.0.0.1:9').queryCreatorInfo('act.demo'))).toMatchObject({
      code: 'unreachable',
      outcomeUnknown: false,
    });
  });

  test('keeps its connections open for the next calls', async () => {
    const ports = new Set<number | undefined>();
    const { url } = await startHttpServer((_, response) => {
      ports.add(response.socket?.remotePort);
      return ok(creator);
    });
    const client = clientOf(url);
    for (let i = 0; i < 20; i += 1) await client.queryCreatorInfo('act.demo');
    expect(ports.size).toBeLessThanOrEqual(2);
  });

  test.each(['', 'act.a\r\nx: y', 'act a'])(
    'a token that is no header value never leaves: %j',
    async (token) => {
      const { url, requests } = await startHttpServer(() => ok(creator));
      expect(await errorOf(clientOf(url).queryCreatorInfo(token))).toMatchObject({ field: 'accessToken' });
      expect(requests).toEqual([]);
    },
  );
});
