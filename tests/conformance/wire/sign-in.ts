import type { RunningTiktok } from '../support/start-tiktok.ts';
import { send } from './answer.ts';

export const allScopes = [
  'user.info.basic',
  'user.info.profile',
  'user.info.stats',
  'video.list',
  'video.upload',
  'video.publish',
];

interface AuthorizeOptions {
  creator?: string;
  /** Asked for; everything unless told. */
  scopes?: readonly string[];
  /** Ticked on the page; what was asked for unless told. */
  granted?: readonly string[];
  decision?: 'allow' | 'deny';
  /** Other parameters of the authorize URL, or other values. */
  query?: Record<string, string>;
}

export type AppKeys = Pick<RunningTiktok, 'url' | 'clientKey' | 'clientSecret' | 'redirectUri'>;

/** The authorize URL, put together by hand. */
export function authorizeUrl(tiktok: AppKeys, query: Record<string, string> = {}): string {
  const parameters = new URLSearchParams({
    client_key: tiktok.clientKey,
    scope: allScopes.join(','),
    redirect_uri: tiktok.redirectUri,
    state: 'state-1',
    response_type: 'code',
    ...query,
  });
  return `${tiktok.url}/v2/auth/authorize/?${parameters}`;
}

/** Decides on the authorize page as a person does. Gives the page's answer. */
export function decide(tiktok: AppKeys, options: AuthorizeOptions = {}) {
  const { creator = 'demobaker', scopes = allScopes, granted = scopes, decision = 'allow' } = options;
  const form = new URLSearchParams({ creator, decision });
  for (const scope of granted) form.append('scope', scope);
  return send(authorizeUrl(tiktok, { scope: scopes.join(','), ...options.query }), {
    method: 'POST',
    body: form,
  });
}

/** Where the authorize page sends the browser back to. */
export async function callback(tiktok: AppKeys, options: AuthorizeOptions = {}): Promise<URLSearchParams> {
  const { status, headers } = await decide(tiktok, options);
  const location = headers.get('location');
  if (location === null) throw new Error(`the authorize page answered ${status} without a way back`);
  return new URL(location).searchParams;
}

/** An authorization code, decoded. */
export async function newCode(tiktok: AppKeys, options: AuthorizeOptions = {}): Promise<string> {
  const back = await callback(tiktok, options);
  const code = back.get('code');
  if (code === null) throw new Error(`no code came back: ${back}`);
  return code;
}

/** An authorization code as it stands in the URL. */
export async function rawCode(tiktok: AppKeys): Promise<string> {
  const { headers } = await decide(tiktok);
  const [, raw = ''] = /[?&]code=([^&]+)/.exec(headers.get('location') ?? '') ?? [];
  return raw;
}

/** Calls an OAuth endpoint with a form that holds the app's keys; `undefined` leaves a field out. */
export function oauth(tiktok: AppKeys, path: string, fields: Record<string, string | undefined>) {
  const form = new URLSearchParams();
  const all = { client_key: tiktok.clientKey, client_secret: tiktok.clientSecret, ...fields };
  for (const [name, value] of Object.entries(all)) if (value !== undefined) form.set(name, value);
  return send(`${tiktok.url}${path}`, { method: 'POST', body: form });
}

/** Exchanges a code, with other fields or other values if told. */
export function exchange(tiktok: AppKeys, code: string, fields: Record<string, string | undefined> = {}) {
  return oauth(tiktok, '/v2/oauth/token/', {
    grant_type: 'authorization_code',
    code,
    redirect_uri: tiktok.redirectUri,
    ...fields,
  });
}

interface Tokens {
  accessToken: string;
  refreshToken: string;
  openId: string;
  scope: string;
}

/** The whole sign-in: authorize page, then token. */
export async function signIn(tiktok: AppKeys, options: AuthorizeOptions = {}): Promise<Tokens> {
  const { json } = await exchange(tiktok, await newCode(tiktok, options));
  return {
    accessToken: String(json.access_token),
    refreshToken: String(json.refresh_token),
    openId: String(json.open_id),
    scope: String(json.scope),
  };
}
