import { type Static, Type } from 'typebox';
import { requestCheck } from '../check-request.ts';
import { clientError } from '../errors/tiktok-error.ts';
import { unexpectedAnswer } from '../http/api-call.ts';
import type { Transport } from '../http/transport.ts';
import { textOrNull } from '../json.ts';
import type { AppCredentials } from './credentials.ts';
import { callOauth } from './form-call.ts';
import { readScopes, Scopes } from './scopes.ts';

const startPath = '/v2/oauth/get_qrcode/';
const checkPath = '/v2/oauth/check_qrcode/';
/** Stands in TikTok's URL where the app's own ticket goes. */
const placeholder = 'tobefilled';

/** Your own mark of this sign-in: characters that a URL need not encode, under 512 of them. */
const ClientTicket = Type.String({ pattern: '^[A-Za-z0-9._~-]{1,511}$' });

const QrSignIn = Type.Object(
  { scopes: Scopes, state: Type.String({ minLength: 1 }), clientTicket: ClientTicket },
  { additionalProperties: false },
);
export type QrSignIn = Static<typeof QrSignIn>;

const QrCheck = Type.Object(
  { token: Type.String({ minLength: 1 }), clientTicket: ClientTicket },
  { additionalProperties: false },
);
export type QrCheck = Static<typeof QrCheck>;

const checkSignIn = requestCheck(QrSignIn);
const checkCheck = requestCheck(QrCheck);

export interface StartedQrSignIn {
  /** To be shown as a QR code. */
  scanQrcodeUrl: string;
  /** For `checkQrSignIn`. A secret. */
  token: string;
}

/** How far a creator is with the QR code. TikTok may add states, so an unknown one is given as it came. */
export type QrSignInState = 'new' | 'scanned' | 'confirmed' | 'expired' | 'utilised' | (string & {});

export interface QrSignInStatus {
  status: QrSignInState;
  /** For `exchangeCode`, when `confirmed`; else null. */
  code: string | null;
  /** What the creator granted, when `confirmed`. */
  grantedScopes: string[];
  /** The one that was sent, when `confirmed`; compare it. */
  state: string | null;
  /** Where TikTok would send a browser; `exchangeCode` repeats it without its query. */
  redirectUri: string | null;
}

/**
 * Begins a sign-in by QR code: nothing is sent to a browser, the creator scans and confirms in TikTok's app.
 * Source: developers.tiktok.com/doc/login-kit-qr-code-authorization
 */
export async function startQrSignIn(
  transport: Transport,
  { apiBaseUrl, clientKey }: Pick<AppCredentials, 'apiBaseUrl' | 'clientKey'>,
  signIn: QrSignIn,
): Promise<StartedQrSignIn> {
  const { scopes, state, clientTicket } = checkSignIn(signIn);
  const { fields, answer } = await callOauth(transport, apiBaseUrl, {
    path: startPath,
    form: { client_key: clientKey, scope: scopes.join(','), state },
  });
  const [scanUrl, token] = [textOrNull(fields.scan_qrcode_url), textOrNull(fields.token)];
  if (scanUrl === null || token === null) {
    throw unexpectedAnswer(startPath, answer, 'no scan_qrcode_url or no token');
  }
  return {
    scanQrcodeUrl: scanUrl.replace(`client_ticket=${placeholder}`, `client_ticket=${clientTicket}`),
    token,
  };
}

/**
 * Asks how far a sign-in by QR code is. Ask every few seconds, until it is `confirmed` or over. Raises `ticket_mismatch` if
 * the confirmation is for another ticket.
 * Source: developers.tiktok.com/doc/login-kit-qr-code-authorization
 */
export async function checkQrSignIn(
  transport: Transport,
  { apiBaseUrl, clientKey, clientSecret }: AppCredentials,
  request: QrCheck,
): Promise<QrSignInStatus> {
  const { token, clientTicket } = checkCheck(request);
  const { fields, answer } = await callOauth(transport, apiBaseUrl, {
    path: checkPath,
    form: { client_key: clientKey, client_secret: clientSecret, token },
  });
  const status = textOrNull(fields.status);
  if (status === null) throw unexpectedAnswer(checkPath, answer, 'no status');
  const waiting = { status, code: null, grantedScopes: [], state: null, redirectUri: null };
  if (status !== 'confirmed') return waiting;

  const redirect = URL.parse(textOrNull(fields.redirect_uri) ?? '');
  const code = redirect?.searchParams.get('code');
  if (!redirect || !code) throw unexpectedAnswer(checkPath, answer, 'a confirmation without a code');
  const query = redirect.searchParams;
  const ticket = textOrNull(fields.client_ticket) ?? query.get('client_ticket');
  if (ticket !== clientTicket) {
    throw clientError('ticket_mismatch', 'the confirmation is for another ticket', { endpoint: checkPath });
  }
  return {
    status,
    code,
    grantedScopes: readScopes(query.get('scopes')),
    state: query.get('state'),
    redirectUri: `${redirect.origin}${redirect.pathname}`,
  };
}
