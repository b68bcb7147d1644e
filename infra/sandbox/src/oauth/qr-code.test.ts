import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Harness, redirectUri, startHarness } from '../testing/harness.ts';

describe('sign-in by QR code', () => {
  let tiktok: Harness;
  beforeAll(async () => {
    tiktok = await startHarness();
  });
  beforeEach(() => tiktok.control('reset', {}));
  afterAll(() => tiktok?.close());

  const begin = async (fields: Record<string, string> = {}) => {
    const { json } = await tiktok.form('/v2/oauth/get_qrcode/', {
      client_key: tiktok.app.clientKey,
      scope: 'user.info.basic,video.list',
      state: 's1',
      ...fields,
    });
    return json;
  };
  const check = (token: string, fields: Record<string, string> = {}) =>
    tiktok.form('/v2/oauth/check_qrcode/', { ...tiktok.credentials, token, ...fields });
  const statusOf = async (token: string) => (await check(token)).json.status;

  test('goes from new to scanned, confirmed and utilised, and the code is worth a token', async () => {
    const { scan_qrcode_url: url, token } = await begin();
    expect(url).toContain('client_ticket=tobefilled');
    expect(await statusOf(token)).toBe('new');

    const page = url.replace('tobefilled', 'ticket-1');
    expect((await tiktok.call(page)).status).toBe(200);
    expect(await statusOf(token)).toBe('scanned');

    const form = new URLSearchParams({ creator: 'demobaker', decision: 'allow', scope: 'user.info.basic' });
    expect((await tiktok.call(page, { method: 'POST', body: form })).status).toBe(200);
    const { json } = await check(token);
    expect(json).toMatchObject({ status: 'confirmed', client_ticket: 'ticket-1' });
    const { origin, pathname, searchParams } = new URL(json.redirect_uri);
    expect(origin + pathname).toBe(redirectUri);
    expect([searchParams.get('scopes'), searchParams.get('state')]).toEqual(['user.info.basic', 's1']);

    const exchanged = await tiktok.exchange(searchParams.get('code') ?? '');
    expect(exchanged.json).toMatchObject({ scope: 'user.info.basic', token_type: 'Bearer' });
    expect(await statusOf(token)).toBe('utilised');
    expect((await tiktok.call(page)).status).toBe(400);
  });

  test('expires by the clock, and cannot be confirmed then', async () => {
    const { token, scan_qrcode_url: url } = await begin();
    await tiktok.control('clock', { advanceSeconds: 181 });
    expect(await statusOf(token)).toBe('expired');
    expect((await tiktok.call(url)).status).toBe(400);
    expect((await tiktok.control(`qrcodes/${token}/confirm`, { creator: 'demobaker' })).status).toBe(409);
  });

  test('is driven by the controls as by the page', async () => {
    const { token } = await begin();
    await tiktok.control(`qrcodes/${token}/scan`, { clientTicket: 'ticket-1' });
    expect(await statusOf(token)).toBe('scanned');
    await tiktok.control(`qrcodes/${token}/confirm`, { creator: 'demochef' });
    expect((await check(token)).json).toMatchObject({ status: 'confirmed', client_ticket: 'ticket-1' });
    expect((await tiktok.control('qrcodes/none/scan', {})).status).toBe(404);
  });

  test('a creator who denies it leaves it without a code', async () => {
    const { token, scan_qrcode_url: url } = await begin();
    const body = new URLSearchParams({ creator: 'demobaker', decision: 'deny' });
    await tiktok.call(url, { method: 'POST', body });
    expect(await statusOf(token)).toBe('new');
  });

  test.each<[Record<string, string>, string]>([
    [{ client_key: 'aw-unknown' }, 'invalid_client'],
    [{ client_key: '' }, 'invalid_request'],
    [{ scope: '' }, 'invalid_scope'],
    [{ scope: 'user.info.basic video.list' }, 'invalid_scope'],
  ])('is not begun with %j: %s', async (fields, error) => {
    expect(await begin(fields)).toMatchObject({ error });
  });

  test.each<[Record<string, string>, string]>([
    [{ token: 'unknown' }, 'invalid_request'],
    [{ client_secret: 'wrong' }, 'invalid_client'],
    [{ client_secret: '' }, 'invalid_request'],
  ])('is not told to %j: %s', async (fields, error) => {
    const { token } = await begin();
    expect((await check(token, fields)).json).toMatchObject({ error });
  });
});
