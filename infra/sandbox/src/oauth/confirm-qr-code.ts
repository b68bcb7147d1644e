import { createCode } from '../identifiers.ts';
import type { Sandbox } from '../sandbox.ts';
import type { QrCode } from '../state/qr-code.ts';
import { redirectUriOf } from './qr-code.ts';

type Parts = Pick<Sandbox, 'store' | 'clock'>;

/** Whether the creator can still do something with it. */
export const isOpen = ({ clock }: Parts, { code, expiresAt }: QrCode): boolean =>
  code === null && expiresAt > clock.now();

/** The creator has it before the eyes. */
export function scanQrCode({ clock }: Parts, qrCode: QrCode, clientTicket: string | null): void {
  qrCode.scannedAt ??= clock.now();
  qrCode.clientTicket ??= clientTicket;
}

/** The creator allows it: from now on there is a code. */
export function confirmQrCode(
  { store, clock }: Parts,
  qrCode: QrCode,
  { username, scopes }: { username: string; scopes: string[] },
): void {
  const app = store.apps.get(qrCode.clientKey);
  if (!app) return;
  const code = createCode();
  store.codes.set(code, {
    code,
    clientKey: qrCode.clientKey,
    username,
    redirectUri: redirectUriOf(app),
    scopes,
    codeChallenge: null,
    expiresAt: clock.now() + store.settings.codeSeconds * 1000,
    used: false,
  });
  Object.assign(qrCode, { code, grantedScopes: scopes });
}
