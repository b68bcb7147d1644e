import { expect } from 'vitest';
import { send } from '../answer.ts';
import { fetchStatus, paths, post, publicPost, upload, urlSource, userInfo } from '../api.ts';
import { expectOk, expectRefusal, expectUnknownPath } from '../expect.ts';
import { exchange, newCode, oauth, signIn } from '../sign-in.ts';
import type { WireCase } from '../wire-case.ts';

const oldPaths = [
  '/auth/authorize/',
  '/oauth/access_token/',
  '/oauth/token/',
  '/v2/oauth/token/refresh/',
  '/share/video/upload/',
];

export const cases: readonly WireCase[] = [
  {
    covers: 'paths',
    row: 3,
    title: 'a path without its final slash is unknown, on every endpoint',
    async run(tiktok) {
      for (const path of [...Object.values(paths), '/v2/oauth/token/', '/v2/oauth/revoke/']) {
        expectUnknownPath(await send(`${tiktok.url}${path.slice(0, -1)}`, { method: 'POST' }));
      }
      expectUnknownPath(await send(`${tiktok.url}/v2/user/info?fields=open_id`));
      expectUnknownPath(await send(`${tiktok.url}/v2/auth/authorize?client_key=${tiktok.clientKey}`));
    },
  },
  {
    covers: 'paths',
    row: 3,
    title: 'the paths of the API before v2 are unknown',
    async run(tiktok) {
      for (const path of oldPaths) {
        expectUnknownPath(await send(`${tiktok.url}${path}`));
        expectUnknownPath(await send(`${tiktok.url}${path}`, { method: 'POST' }));
      }
    },
  },
  {
    covers: 'paths',
    title: 'the wrong method is answered like an unknown path',
    async run(tiktok) {
      expectUnknownPath(await send(`${tiktok.url}/v2/oauth/token/?grant_type=client_credentials`));
      expectUnknownPath(await send(`${tiktok.url}${paths.creatorInfo}`));
      expectUnknownPath(await send(`${tiktok.url}${paths.directVideo}`, { method: 'PUT' }));
    },
  },
  {
    covers: 'paths',
    title: 'the header x-tt-logid repeats the log id: 14 digits of time and 20 hexadecimal digits',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok);
      const answers = [
        await userInfo(tiktok, accessToken, 'open_id'),
        await userInfo(tiktok, 'act.x', 'open_id'),
      ];
      for (const { headers, error } of answers) {
        expect(error.log_id).toMatch(/^\d{14}[0-9A-F]{20}$/);
        expect(headers.get('x-tt-logid')).toBe(error.log_id);
      }
    },
  },
  {
    covers: 'paths',
    row: 36,
    title: 'a token in the Access-Token header is no token, and no answer has a number for a code',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok);
      const answer = await send(`${tiktok.url}${paths.userInfo}?fields=open_id`, {
        headers: { 'access-token': accessToken },
      });
      expectRefusal(answer, 401, 'access_token_invalid');
      const good = await userInfo(tiktok, accessToken, 'open_id');
      expectOk(good);
      expect(Object.keys(good.json).sort()).toEqual(['data', 'error']);
    },
  },
  {
    covers: 'shapes',
    row: 10,
    title: 'error is there on success too: code ok, an empty message',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok);
      const { status, json } = await post(tiktok, paths.creatorInfo, accessToken);
      expect(status).toBe(200);
      expect(json.error).toEqual({ code: 'ok', message: '', log_id: expect.any(String) });
    },
  },
  {
    covers: 'shapes',
    row: 9,
    title: 'a refusal can come with HTTP 200: only the body tells',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok);
      await tiktok.control.creator({ username: 'demobaker', banned: true });
      const banned = await post(tiktok, paths.creatorInfo, accessToken);
      expectRefusal(banned, 200, 'spam_risk_user_banned_from_posting');
      const oauthError = await exchange(tiktok, 'no such code');
      expect(oauthError.status).toBe(200);
      expect(oauthError.json.error).toBe('invalid_grant');
    },
  },
  {
    covers: 'shapes',
    title: 'OAuth answers flat, on success and on failure; everything else in an envelope',
    async run(tiktok) {
      const good = await exchange(tiktok, await newCode(tiktok));
      expect(good.json).not.toHaveProperty('data');
      expect(good.json).not.toHaveProperty('error');
      const bad = await oauth(tiktok, '/v2/oauth/token/', { grant_type: 'authorization_code' });
      expect(Object.keys(bad.json).sort()).toEqual(['error', 'error_description', 'log_id']);
      const envelope = await userInfo(tiktok, 'act.wrong', 'open_id');
      expectRefusal(envelope, 401, 'access_token_invalid');
    },
  },
  {
    covers: 'shapes',
    title: 'an upload is answered by a bare status and a Content-Range',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok);
      const { sent } = await upload(tiktok, accessToken);
      expect(sent.status).toBe(201);
      expect(sent.text).toBe('');
      expect(sent.headers.get('content-range')).toMatch(/^bytes 0-\d+\/\d+$/);
    },
  },
  {
    covers: 'identifiers',
    title: 'tokens say what they are by their first four characters',
    async run(tiktok) {
      const { accessToken, refreshToken } = await signIn(tiktok);
      expect(accessToken).toMatch(/^act\..+/);
      expect(refreshToken).toMatch(/^rft\..+/);
      const app = await oauth(tiktok, '/v2/oauth/token/', { grant_type: 'client_credentials' });
      expect(app.json.access_token).toMatch(/^clt\..+/);
    },
  },
  {
    covers: 'identifiers',
    title: 'a publish id tells the flow and has at most 64 characters',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok);
      const url = tiktok.media.serve('never.mp4', Buffer.alloc(10), 'video/mp4');
      const pulled = { source_info: urlSource(url) };
      const ids = [
        (await upload(tiktok, accessToken)).publishId,
        (await post(tiktok, paths.directVideo, accessToken, { post_info: publicPost, ...pulled })).data
          .publish_id,
        (await upload(tiktok, accessToken, { path: paths.inboxVideo })).publishId,
        (await post(tiktok, paths.inboxVideo, accessToken, pulled)).data.publish_id,
      ];
      expect(ids[0]).toMatch(/^v_pub_file~v2-1\.\d{19}$/);
      expect(ids[1]).toMatch(/^v_pub_url~v2\.\d{19}$/);
      expect(ids[2]).toMatch(/^v_inbox_file~v2\.\d{19}$/);
      expect(ids[3]).toMatch(/^v_inbox_url~v2\.\d{19}$/);
      for (const id of ids) expect(String(id).length).toBeLessThanOrEqual(64);
    },
  },
  {
    covers: 'identifiers',
    row: 29,
    title: 'the post ids are a list of numbers beyond 2^53, which JSON.parse rounds',
    async run(tiktok) {
      const { accessToken } = await signIn(tiktok);
      const { publishId } = await upload(tiktok, accessToken);
      const { content } = (await tiktok.receiver.waitFor('post.publish.publicly_available'))[0] ?? {};
      const { text } = await fetchStatus(tiktok, accessToken, publishId);
      const [, digits = '0'] = /"publicaly_available_post_id":\[(\d{19})\]/.exec(text) ?? [];
      expect(digits).toBe(content?.post_id);
      expect(BigInt(digits)).toBeGreaterThan(BigInt(Number.MAX_SAFE_INTEGER));
    },
  },
];
