import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { clientOf, clientSecret, errorOf } from './testing/client.ts';
import { type Answer, startHttpServer } from './testing/http-server.ts';
import { openRange, plan } from './testing/media.ts';

const accessToken = 'act.secretAAAA!5259';
const refreshToken = 'rft.secretBBBB!5294';
const code = 'secretCode*0!6410';
const codeVerifier = 'secretVerifier'.repeat(4);
const uploadToken = 'secretUploadToken';
const secrets = [accessToken, refreshToken, code, codeVerifier, uploadToken, clientSecret];
const formEncoded = (text: string) => new URLSearchParams({ '': text }).toString().slice(1);
const echo = [...secrets, ...secrets.map(formEncoded)].join(' ');

/** Answers that repeat every secret, and ways to get none. */
const answers: [string, Answer | undefined][] = [
  ['an OAuth error that repeats them', { body: { error: 'invalid_grant', error_description: echo } }],
  ['an error that repeats them', { status: 403, body: { error: { code: 'spam_risk', message: echo } } }],
  ['a page that repeats them', { status: 502, body: echo }],
  ['half an answer that holds them', { body: `{"access_token":"${accessToken}","refresh_token":` }],
  ['a lost connection', undefined],
];

test.each(answers)('no error of any call shows a secret after %s', async (_, answer) => {
  const { url } = await startHttpServer((_request, response) => {
    if (!answer) response.destroy();
    return answer;
  });
  const client = clientOf(url, { chunkRetry: { attempts: 1 } });
  const videoUrl = 'https://media.example.com/';
  const upload = { contentType: 'video/mp4' as const, plan, openRange, onProgress: async () => {} };
  const calls: [Promise<unknown>, ...string[]][] = [
    [client.exchangeCode({ code, redirectUri: videoUrl, codeVerifier }), code, codeVerifier, clientSecret],
    [client.refreshToken(refreshToken), refreshToken, clientSecret],
    [client.revokeToken(accessToken), accessToken, clientSecret],
    [client.userInfo(accessToken, ['openId']), accessToken],
    [client.queryCreatorInfo(accessToken), accessToken],
    [client.initInboxVideo(accessToken, { sourceInfo: { source: 'PULL_FROM_URL', videoUrl } }), accessToken],
    [client.fetchStatus(accessToken, 'v_pub_file~v2-1.1'), accessToken],
    [client.uploadChunks({ ...upload, uploadUrl: `${url}/video/?upload_token=${uploadToken}` }), uploadToken],
    [client.uploadChunks({ ...upload, uploadUrl: `upload_token=${uploadToken}` }), uploadToken],
  ];
  await Promise.allSettled(calls.map(([call]) => call));
  for (const [call, ...own] of calls) {
    const error = await errorOf(call);
    const shown = `${inspect(error, { depth: null, showHidden: true })} ${JSON.stringify(error)}`;
    for (const secret of own) {
      expect(shown).not.toContain(secret);
      expect(shown).not.toContain(formEncoded(secret));
    }
  }
});
