import { expect } from 'vitest';
import type { RunningTiktok } from '../../support/start-tiktok.ts';
import { expectOAuthError } from '../expect.ts';
import { exchange, oauth } from '../sign-in.ts';
import type { WireCase } from '../wire-case.ts';

const getQrCode = (tiktok: RunningTiktok, fields: Record<string, string> = {}) =>
  oauth(tiktok, '/v2/oauth/get_qrcode/', {
    client_secret: undefined,
    scope: 'user.info.basic,video.publish',
    state: 'state-1',
    ...fields,
  });

const check = (tiktok: RunningTiktok, token: unknown) =>
  oauth(tiktok, '/v2/oauth/check_qrcode/', { token: String(token) });

/** Fills in the ticket, as a page that shows the code does, and opens the URL, as the phone that scans it does. */
const show = (url: unknown, ticket: string) =>
  fetch(String(url).replace('client_ticket=tobefilled', `client_ticket=${ticket}`));

export const cases: readonly WireCase[] = [
  {
    covers: 'qr-sign-in',
    title: 'new, scanned, confirmed: then a redirect URI brings the code, and the code brings a token',
    async run(tiktok) {
      const { json } = await getQrCode(tiktok);
      expect(json.scan_qrcode_url).toContain('client_ticket=tobefilled');
      const token = String(json.token);
      expect((await check(tiktok, token)).json.status).toBe('new');
      expect((await show(json.scan_qrcode_url, 'ticket-1')).status).toBe(200);
      expect((await check(tiktok, token)).json.status).toBe('scanned');
      await tiktok.control.confirmQrCode(token, { creator: 'demobaker', scopes: ['user.info.basic'] });
      const confirmed = await check(tiktok, token);
      expect(confirmed.json.status).toBe('confirmed');
      const { searchParams } = new URL(String(confirmed.json.redirect_uri));
      expect(searchParams.get('state')).toBe('state-1');
      const { json: tokens } = await exchange(tiktok, searchParams.get('code') ?? '');
      expect(tokens).toMatchObject({ scope: 'user.info.basic', token_type: 'Bearer' });
    },
  },
  {
    covers: 'qr-sign-in',
    title: 'the ticket that was filled in comes back with the confirmation',
    async run(tiktok) {
      const { json } = await getQrCode(tiktok);
      await show(json.scan_qrcode_url, 'ticket-2');
      await tiktok.control.confirmQrCode(String(json.token), { creator: 'demobaker' });
      const confirmed = await check(tiktok, json.token);
      expect(confirmed.json).toMatchObject({ status: 'confirmed', client_ticket: 'ticket-2' });
    },
  },
  {
    covers: 'qr-sign-in',
    title: 'a code that nobody scans expires, and one that was used is utilised',
    async run(tiktok) {
      const used = String((await getQrCode(tiktok)).json.token);
      await tiktok.control.confirmQrCode(used, { creator: 'demobaker' });
      const confirmed = await check(tiktok, used);
      const { searchParams } = new URL(String(confirmed.json.redirect_uri));
      await exchange(tiktok, searchParams.get('code') ?? '');
      expect((await check(tiktok, used)).json.status).toBe('utilised');
      await tiktok.control.settings({ qrCodeSeconds: 60 });
      const { json } = await getQrCode(tiktok);
      await tiktok.control.advance(59);
      expect((await check(tiktok, json.token)).json.status).toBe('new');
      await tiktok.control.advance(2);
      expect((await check(tiktok, json.token)).json.status).toBe('expired');
    },
  },
  {
    covers: 'qr-sign-in',
    oauthError: 'invalid_client',
    title: 'its errors are those of OAuth, flat',
    async run(tiktok) {
      const { json } = await getQrCode(tiktok);
      const fields = { token: String(json.token), client_secret: 'wrong' };
      expectOAuthError(await oauth(tiktok, '/v2/oauth/check_qrcode/', fields), 'invalid_client');
      expectOAuthError(await check(tiktok, 'no such token'), 'invalid_request');
    },
  },
];
