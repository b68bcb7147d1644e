import { createTikTokClient, type TikTokClient, TikTokError, type TokenGrant } from '@postbus/tiktok';
import { expect } from 'vitest';
import type { Case } from '../case.ts';
import { runCases } from '../support/run-cases.ts';
import { type RunningTiktok, startTiktok } from '../support/start-tiktok.ts';

const allScopes = [
  'user.info.basic',
  'user.info.profile',
  'user.info.stats',
  'video.list',
  'video.upload',
  'video.publish',
];

/** A TikTok, and a client of it. */
export interface ClientContext extends RunningTiktok {
  client: TikTokClient;
  /** The same of another app. */
  clientOf(app: { clientKey: string; clientSecret: string; apiBaseUrl?: string }): TikTokClient;
  /** What the creator's browser comes back with, after the consent page. */
  consent(url: string, choice?: { creator?: string; scopes?: string[]; decision?: string }): Promise<string>;
  /** Signs a creator in. */
  signIn(creator?: string, scopes?: string[]): Promise<TokenGrant>;
}

/** A case of the client against the sandbox. */
export type ClientCase = Case<ClientContext>;

/** Runs the cases of one file of `cases/`. */
export const runClientCases = (group: string, cases: readonly ClientCase[]) =>
  runCases(`the client: ${group}`, cases, startClient);

async function startClient(): Promise<ClientContext> {
  const tiktok = await startTiktok();
  const clients: TikTokClient[] = [];
  const clientOf: ClientContext['clientOf'] = ({ clientKey, clientSecret, apiBaseUrl = tiktok.url }) => {
    const client = createTikTokClient({
      apiBaseUrl,
      authBaseUrl: tiktok.url,
      clientKey,
      clientSecret,
      allowHttpMedia: true,
      chunkRetry: { firstDelayMs: 1, maxDelayMs: 5 },
    });
    clients.push(client);
    return client;
  };
  const client = clientOf(tiktok);

  const consent: ClientContext['consent'] = async (url, choice = {}) => {
    const { creator = 'demobaker', scopes = allScopes, decision = 'allow' } = choice;
    const form = new URLSearchParams({ creator, decision });
    for (const scope of scopes) form.append('scope', scope);
    const answer = await fetch(url, { method: 'POST', body: form, redirect: 'manual' });
    const location = answer.headers.get('location');
    if (location === null) throw new Error(`the consent page answered ${answer.status}`);
    return location;
  };

  return {
    ...tiktok,
    client,
    clientOf,
    consent,
    async signIn(creator = 'demobaker', scopes = allScopes) {
      const { redirectUri } = tiktok;
      const url = client.buildAuthorizeUrl({ redirectUri, scopes, state: 's' });
      const code = new URL(await consent(url, { creator, scopes })).searchParams.get('code') ?? '';
      return client.exchangeCode({ code, redirectUri });
    },
    async close() {
      await Promise.all(clients.map((one) => one.close()));
      await tiktok.close();
    },
  };
}

/** The error that a call raises; fails if it raises none or another. */
export async function errorOf(call: Promise<unknown>): Promise<TikTokError> {
  const outcome = await call.then(
    () => new Error('it raised nothing'),
    (error: unknown) => error,
  );
  if (outcome instanceof TikTokError) return outcome;
  throw outcome;
}

/** What every refusal of TikTok carries. */
export const refusal = (code: string, httpStatus: number, disposition: string) =>
  expect.objectContaining({
    code,
    httpStatus,
    disposition,
    logId: expect.stringMatching(/^\d{14}[0-9A-F]{20}$/),
  });
