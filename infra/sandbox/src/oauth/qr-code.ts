import type { FastifyInstance } from 'fastify';
import { answerFlat } from '../http/answers.ts';
import { OAuthError } from '../http/oauth-error.ts';
import { createQrToken } from '../identifiers.ts';
import type { Sandbox } from '../sandbox.ts';
import type { App } from '../state/app.ts';
import type { QrCode } from '../state/qr-code.ts';
import { authenticateApp, readForm, requireField } from './form.ts';

export const scanPath = '/v2/auth/qrcode/';

/** `POST /v2/oauth/get_qrcode/` and `/v2/oauth/check_qrcode/` (reference 1.5). */
export function qrCodeRoutes(server: FastifyInstance, sandbox: Sandbox): void {
  const { store, clock } = sandbox;

  server.post('/v2/oauth/get_qrcode/', (request, reply) => {
    const form = readForm(request);
    const app = store.apps.get(requireField(form, 'client_key'));
    if (!app || (!app.live && !app.sandbox)) throw new OAuthError('invalid_client');
    const scopes = (form.get('scope') ?? '').split(',').filter(Boolean);
    if (scopes.length === 0 || !scopes.every((scope) => app.scopes.includes(scope))) {
      throw new OAuthError('invalid_scope');
    }
    const qrCode: QrCode = {
      token: createQrToken(),
      scanId: createQrToken(),
      clientKey: app.clientKey,
      scopes: [...new Set(scopes)],
      state: form.get('state') ?? '',
      clientTicket: null,
      scannedAt: null,
      code: null,
      grantedScopes: [],
      expiresAt: clock.now() + store.settings.qrCodeSeconds * 1000,
    };
    store.qrCodes.set(qrCode.token, qrCode);
    const query = new URLSearchParams({ qr_id: qrCode.scanId, client_ticket: 'tobefilled' });
    return answerFlat(reply, {
      scan_qrcode_url: `${sandbox.publicUrl()}${scanPath}?${query}`,
      token: qrCode.token,
    });
  });

  server.post('/v2/oauth/check_qrcode/', (request, reply) => {
    const form = readForm(request);
    const app = authenticateApp(sandbox, form);
    const qrCode = store.qrCodes.get(requireField(form, 'token'));
    if (!qrCode || qrCode.clientKey !== app.clientKey) throw new OAuthError('invalid_request');
    return answerFlat(reply, describe(qrCode, app));
  });

  function describe(qrCode: QrCode, app: App): Record<string, unknown> {
    const status = statusOf(qrCode);
    if (status !== 'confirmed') return { status };
    const { code, grantedScopes, state, clientTicket } = qrCode;
    const query = new URLSearchParams({ code: code ?? '', scopes: grantedScopes.join(','), state });
    return { status, client_ticket: clientTicket ?? '', redirect_uri: `${redirectUriOf(app)}?${query}` };
  }

  function statusOf({ code, scannedAt, expiresAt }: QrCode): string {
    if (code !== null) return store.codes.get(code)?.used ? 'utilised' : 'confirmed';
    if (expiresAt <= clock.now()) return 'expired';
    return scannedAt === null ? 'new' : 'scanned';
  }
}

/** The code belongs to a redirect URI although no browser is sent there. */
export const redirectUriOf = (app: App): string => app.redirectUris[0] ?? 'https://www.tiktok.com/';
