import { expect } from 'vitest';
import type { RunningTiktok } from '../../support/start-tiktok.ts';
import { exchange, newCode } from '../sign-in.ts';
import type { WireCase } from '../wire-case.ts';

let apps = 0;

const registers = (tiktok: RunningTiktok, platform: 'web' | 'desktop', redirectUris: string[]) => {
  apps += 1;
  return tiktok.control.appStatus({
    clientKey: `awportal${String(apps).padStart(9, '0')}`,
    clientSecret: 'portal_secret',
    platform,
    redirectUris,
  });
};

const numbered = (count: number) => Array.from({ length: count }, (_, i) => `https://app.example.com/${i}`);

export const cases: readonly WireCase[] = [
  {
    covers: 'redirect-uris',
    title: 'a web app registers up to ten absolute https URIs of fewer than 512 characters',
    async run(tiktok) {
      const long = (length: number) => `https://app.example.com/${'x'.repeat(length - 24)}`;
      expect(long(511)).toHaveLength(511);
      expect(await registers(tiktok, 'web', numbered(10))).toBeLessThan(300);
      expect(await registers(tiktok, 'web', [long(511)])).toBeLessThan(300);
      expect(await registers(tiktok, 'web', numbered(11))).toBe(400);
      expect(await registers(tiktok, 'web', [long(512)])).toBe(400);
      expect(await registers(tiktok, 'web', ['http://app.example.com/callback'])).toBe(400);
      expect(await registers(tiktok, 'web', ['/callback'])).toBe(400);
    },
  },
  {
    covers: 'redirect-uris',
    title: 'a desktop app registers only localhost and 127.0.0.1, with a port, which may be any',
    async run(tiktok) {
      for (const uri of [
        'http://localhost:8080/callback/',
        'https://127.0.0.1:1/',
        'http://127.0.0.1:*/callback/',
      ]) {
        expect(await registers(tiktok, 'desktop', [uri])).toBeLessThan(300);
      }
      for (const uri of [
        'http://127.0.0.1/callback/',
        'https://app.example.com:443/',
        'http://10.0.0.1:80/',
      ]) {
        expect(await registers(tiktok, 'desktop', [uri])).toBe(400);
      }
    },
  },
  {
    covers: 'redirect-uris',
    title: 'neither a query nor a fragment may be registered',
    async run(tiktok) {
      for (const end of ['?a=1', '?', '#top', '#']) {
        expect(await registers(tiktok, 'web', [`https://app.example.com/callback${end}`])).toBe(400);
        expect(await registers(tiktok, 'desktop', [`http://127.0.0.1:3000/callback${end}`])).toBe(400);
      }
    },
  },
  {
    covers: 'redirect-uris',
    oauthError: 'invalid_request',
    title: 'the token call must repeat the redirect URI of the authorize call',
    async run(tiktok) {
      const other = 'http://127.0.0.1:3000/other';
      const redirectUris = [tiktok.redirectUri, other];
      await tiktok.control.app({ clientKey: tiktok.clientKey, redirectUris });
      const { json } = await exchange(tiktok, await newCode(tiktok), { redirect_uri: other });
      expect(json).toMatchObject({
        error: 'invalid_request',
        error_description: 'Redirect_uri is not matched with the uri when requesting code.',
      });
    },
  },
];
