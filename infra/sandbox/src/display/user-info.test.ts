import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Harness, startHarness } from '../testing/harness.ts';

let tiktok: Harness;
beforeAll(async () => {
  tiktok = await startHarness();
});
afterAll(() => tiktok.close());

const info = (token: string, fields?: string) =>
  tiktok.call(`/v2/user/info/${fields === undefined ? '' : `?fields=${fields}`}`, {
    headers: { authorization: `Bearer ${token}` },
  });

test('user info gives exactly the fields that were asked for', async () => {
  const { accessToken } = await tiktok.signIn();
  const all = await info(accessToken, 'union_id,is_verified,follower_count,bio_description');
  expect(all.json.data).toEqual({
    user: {
      union_id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f-]{27}$/),
      is_verified: false,
      follower_count: 1520,
      bio_description: 'Bread, every day.',
    },
  });
  expect(all.json.error).toEqual({ code: 'ok', message: '', log_id: all.headers.get('x-tt-logid') });
});

test.each([undefined, '', 'open_id,shoe_size'])('user info refuses fields=%s', async (fields) => {
  const { accessToken } = await tiktok.signIn();
  const answer = await info(accessToken, fields);
  expect([answer.status, answer.json.error.code]).toEqual([400, 'invalid_params']);
});

test('a field outside the granted scopes is 400, or 401, or left out, as the switch says', async () => {
  const { accessToken } = await tiktok.signIn('demobaker', ['user.info.basic']);
  const ask = () => info(accessToken, 'open_id,follower_count');
  const first = await ask();
  expect([first.status, first.json.error.code]).toEqual([400, 'scope_permission_missed']);
  await tiktok.control('settings', { outOfScopeField: '401' });
  expect((await ask()).json.error.code).toBe('scope_not_authorized');
  await tiktok.control('settings', { outOfScopeField: 'omitted' });
  expect(Object.keys((await ask()).json.data.user)).toEqual(['open_id']);
});

test('a creator is one person in two apps: another open id, the same union id', async () => {
  const redirectUris = tiktok.app.redirectUris;
  await tiktok.control('apps', { clientKey: 'awother', clientSecret: 'other', redirectUris });
  const { query } = await tiktok.consent({ query: { client_key: 'awother' } });
  const other = { client_key: 'awother', client_secret: 'other' };
  const tokens = (await tiktok.exchange(query.get('code') ?? '', other)).json;
  const { accessToken } = await tiktok.signIn();
  const mine = (await info(accessToken, 'open_id,union_id')).json.data.user;
  const theirs = (await info(tokens.access_token, 'open_id,union_id')).json.data.user;
  expect(theirs.union_id).toBe(mine.union_id);
  expect(theirs.open_id).not.toBe(mine.open_id);
});

test.each(['', 'Bearer', 'Bearer act.unknown', 'Basic YTpi'])(
  'a call with the authorization %j is 401 access_token_invalid',
  async (authorization) => {
    const answer = await tiktok.call('/v2/user/info/?fields=open_id', { headers: { authorization } });
    expect([answer.status, answer.json.error.code]).toEqual([401, 'access_token_invalid']);
    expect(answer.json.data).toEqual({});
  },
);
