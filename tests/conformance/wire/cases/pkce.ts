import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import type { RunningTiktok } from '../../support/start-tiktok.ts';
import { expectOAuthError } from '../expect.ts';
import { type AppKeys, exchange, newCode, signIn } from '../sign-in.ts';
import type { WireCase } from '../wire-case.ts';

const verifier = 'Tk7-demoVerifier_0123456789.abcdefghijkLMNOPqrst~Z';
const challenge = 'ced5871e870d2b1b52e23820b09281f7402207e85383014d202f6c1654bd8c81';
const base64urlChallenge = 'ztWHHocNKxtS4jggsJKB90AiB-hTgwFNIC9sFlS9jIE';
const wrong = 'Code verifier or code challenge is invalid.';

/** A second app, for desktops. */
async function desktopApp(tiktok: RunningTiktok): Promise<AppKeys> {
  const app = {
    clientKey: 'awdesktop00000001',
    clientSecret: 'desktop_secret',
    platform: 'desktop' as const,
    redirectUris: ['http://127.0.0.1:*/callback/'],
  };
  await tiktok.control.app(app);
  return { url: tiktok.url, ...app, redirectUri: 'http://127.0.0.1:4711/callback/' };
}

const codeFor = (app: AppKeys, code_challenge: string) =>
  newCode(app, { query: { code_challenge, code_challenge_method: 'S256' } });

export const cases: readonly WireCase[] = [
  {
    covers: 'pkce',
    row: 5,
    title: 'the challenge is the lower-case hexadecimal SHA-256 of the verifier',
    async run(tiktok) {
      const app = await desktopApp(tiktok);
      expect(createHash('sha256').update(verifier).digest('hex')).toBe(challenge);
      const { json } = await exchange(app, await codeFor(app, challenge), { code_verifier: verifier });
      expect(json.access_token).toMatch(/^act\./);
    },
  },
  {
    covers: 'pkce',
    row: 5,
    oauthError: 'invalid_request',
    title: 'a base64url challenge passes the consent page and fails at the token',
    async run(tiktok) {
      const app = await desktopApp(tiktok);
      expect(createHash('sha256').update(verifier).digest('base64url')).toBe(base64urlChallenge);
      const code = await codeFor(app, base64urlChallenge);
      expectOAuthError(await exchange(app, code, { code_verifier: verifier }), 'invalid_request', wrong);
    },
  },
  {
    covers: 'pkce',
    row: 5,
    title: 'a verifier that was stored but not sent is refused, and so is another one',
    async run(tiktok) {
      const app = await desktopApp(tiktok);
      expectOAuthError(await exchange(app, await codeFor(app, challenge)), 'invalid_request');
      const other = { code_verifier: verifier.toLowerCase() };
      expectOAuthError(await exchange(app, await codeFor(app, challenge), other), 'invalid_request', wrong);
    },
  },
  {
    covers: 'pkce',
    row: 5,
    title: 'a web app signs in without PKCE, and a verifier without a challenge is ignored',
    async run(tiktok) {
      expect((await signIn(tiktok)).accessToken).toMatch(/^act\./);
      const { json } = await exchange(tiktok, await newCode(tiktok), { code_verifier: verifier });
      expect(json.access_token).toMatch(/^act\./);
    },
  },
];
