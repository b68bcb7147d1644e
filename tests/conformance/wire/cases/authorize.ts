import { expect } from 'vitest';
import { send } from '../answer.ts';
import { authorizeUrl, callback, decide, exchange, rawCode } from '../sign-in.ts';
import type { WireCase } from '../wire-case.ts';

/** Where the page sends a browser that comes with this query, or the page itself. */
const visit = async (url: string) => {
  const { status, headers, text } = await send(url);
  const location = headers.get('location');
  return { status, text, back: location === null ? null : new URL(location).searchParams };
};

export const cases: readonly WireCase[] = [
  {
    covers: 'authorize',
    title:
      'client_key, comma separated scopes, redirect_uri, state and response_type=code show a consent page',
    async run(tiktok) {
      const page = await visit(authorizeUrl(tiktok, { scope: 'user.info.basic,video.publish' }));
      expect(page.status).toBe(200);
      expect(page.text).toContain('video.publish');
    },
  },
  {
    covers: 'authorize',
    row: 4,
    title: 'client_id instead of client_key shows no consent page',
    async run(tiktok) {
      const url = authorizeUrl(tiktok).replace('client_key=', 'client_id=');
      const page = await visit(url);
      expect(page.text).not.toContain('<form');
      expect(page.back?.get('code') ?? null).toBe(null);
      expect(page.back?.get('error') ?? page.status).not.toBe(200);
    },
  },
  {
    covers: 'authorize',
    row: 4,
    title: 'scopes divided by spaces are one scope that nobody knows',
    async run(tiktok) {
      const page = await visit(authorizeUrl(tiktok, { scope: 'user.info.basic video.publish' }));
      expect(page.back?.get('error')).toBe('unauthorized_client');
      expect(page.back?.has('code')).toBe(false);
    },
  },
  {
    covers: 'authorize',
    title: 'the state comes back unchanged, whatever it holds',
    async run(tiktok) {
      const state = 'k3Jq9d &=+%/äöü😀';
      expect((await callback(tiktok, { query: { state } })).get('state')).toBe(state);
      expect((await callback(tiktok, { query: { state }, decision: 'deny' })).get('state')).toBe(state);
    },
  },
  {
    covers: 'redirect',
    row: 6,
    title: 'the callback says scopes, the token says scope, and both only what was granted',
    async run(tiktok) {
      const granted = ['user.info.basic', 'video.upload'];
      const back = await callback(tiktok, { granted });
      expect(back.get('scopes')?.split(',').sort()).toEqual(granted);
      expect(back.has('scope')).toBe(false);
      const { json } = await exchange(tiktok, back.get('code') ?? '');
      expect(String(json.scope).split(',').sort()).toEqual(granted);
      expect(json).not.toHaveProperty('scopes');
    },
  },
  {
    covers: 'redirect',
    oauthError: 'access_denied',
    title: 'a creator who says no comes back with access_denied and no code',
    async run(tiktok) {
      const back = await callback(tiktok, { decision: 'deny' });
      expect(back.get('error')).toBe('access_denied');
      expect(back.get('error_description')).toBeTruthy();
      expect(back.has('code')).toBe(false);
    },
  },
  {
    covers: 'redirect',
    oauthError: 'unauthorized_client',
    title: 'a scope that the app does not have comes back as unauthorized_client, which blames the key',
    async run(tiktok) {
      await tiktok.control.app({ clientKey: tiktok.clientKey, scopes: ['user.info.basic'] });
      const { back } = await visit(authorizeUrl(tiktok, { scope: 'user.info.basic,video.publish' }));
      expect(back?.get('error')).toBe('unauthorized_client');
      expect(back?.get('error_type')).toBe('client_key');
    },
  },
  {
    covers: 'redirect',
    oauthError: 'unauthorized_client',
    title: 'an app that is not live comes back as unauthorized_client',
    async run(tiktok) {
      await tiktok.control.app({ clientKey: tiktok.clientKey, live: false });
      const { back } = await visit(authorizeUrl(tiktok));
      expect(back?.get('error')).toBe('unauthorized_client');
      expect(back?.get('error_type')).toBe('client_key');
    },
  },
  {
    covers: 'redirect',
    oauthError: 'access_denied',
    title: 'an account that is no target user of a sandbox app comes back with non_sandbox_target',
    async run(tiktok) {
      await tiktok.control.app({ clientKey: tiktok.clientKey, sandbox: true, targetUsers: ['demogarden'] });
      const back = await callback(tiktok);
      expect(back.get('error')).toBe('access_denied');
      expect(back.get('error_type')).toBe('non_sandbox_target');
      expect((await callback(tiktok, { creator: 'demogarden' })).has('code')).toBe(true);
    },
  },
  {
    covers: 'redirect',
    title: 'a redirect URI that is not registered ends on a page of TikTok, never at that URI',
    async run(tiktok) {
      for (const redirect_uri of ['http://127.0.0.1:3000/callback/', 'https://other.example.com/']) {
        const page = await visit(authorizeUrl(tiktok, { redirect_uri }));
        expect(page.back).toBe(null);
        expect(page.text).toContain('redirect_uri');
        expect((await decide(tiktok, { query: { redirect_uri } })).headers.get('location')).toBe(null);
      }
    },
  },
  {
    covers: 'redirect',
    row: 7,
    title: 'the code holds characters that arrive percent-encoded',
    async run(tiktok) {
      const raw = await rawCode(tiktok);
      expect(raw).toContain('%');
      expect(decodeURIComponent(raw)).toMatch(/[*!]/);
    },
  },
];
