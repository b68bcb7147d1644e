import { Problem } from '../problem.ts';
import { developmentUrls } from '../stack/clients.ts';
import type { LocalFile } from '../stack/local-file.ts';
import type { Api } from './api.ts';
import type { Browser, Page } from './browser.ts';

/** A creator that every sandbox has, with a public account. */
const everySandboxHas = 'demobaker';

/** Connects a creator of the sandbox as a person would: allows everything on its page. Returns the account's id. */
export async function connectCreator(
  { urls }: LocalFile,
  api: Api,
  browser: Browser,
  creator = everySandboxHas,
): Promise<{ accountId: string; creator: string }> {
  const { connectUrl } = await api.call<{ connectUrl: string }>(
    `${urls['auth-gateway']}/api/connect-sessions`,
    {
      method: 'POST',
      body: { platform: 'tiktok', userId: 'demo', returnUrl: developmentUrls[0] },
    },
  );
  const authorizeUrl = redirectOf(await browser.open(connectUrl), 'auth-gateway');
  const page = await browser.open(authorizeUrl);
  if (page.status !== 200)
    throw new Problem(`The sandbox's authorize page answered ${page.status}: ${page.text}`);
  const form = new URLSearchParams({ creator, decision: 'allow' });
  const scopes = new URL(authorizeUrl).searchParams.get('scope') ?? '';
  for (const scope of scopes.split(',')) form.append('scope', scope);
  const callbackUrl = redirectOf(await browser.open(authorizeUrl, form), 'the sandbox');
  const returnUrl = new URL(redirectOf(await browser.open(callbackUrl), 'auth-gateway'));
  const accountId = returnUrl.searchParams.get('accountId');
  if (returnUrl.searchParams.get('status') !== 'connected' || !accountId) {
    throw new Problem(
      `The account was not connected: ${returnUrl.searchParams.get('code') ?? returnUrl.href}`,
    );
  }
  return { accountId, creator };
}

function redirectOf({ status, text, location }: Page, who: string): string {
  if (location) return location;
  throw new Problem(`${who} answered ${status} instead of sending the browser on: ${text.slice(0, 1000)}`);
}
