import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { queryValue } from '../http/query.ts';
import { html, sendPage } from '../pages/html.ts';
import { layout } from '../pages/layout.ts';
import type { Sandbox } from '../sandbox.ts';
import type { QrCode } from '../state/qr-code.ts';
import { consentPage, refusalPage } from './authorize-page.ts';
import { confirmQrCode, isOpen, scanQrCode } from './confirm-qr-code.ts';
import { scanPath } from './qr-code.ts';

/** The page behind a QR code: what a creator sees in TikTok's app after scanning it. */
export function scanPageRoutes(server: FastifyInstance, sandbox: Sandbox): void {
  const { store } = sandbox;

  server.get(scanPath, (request, reply) => {
    const qrCode = findOpen(request);
    if (!qrCode) return refuse(reply);
    scanQrCode(sandbox, qrCode, queryValue(request, 'client_ticket') ?? null);
    return ask(reply, 200, qrCode);
  });

  server.post(scanPath, (request, reply) => {
    const qrCode = findOpen(request);
    if (!qrCode) return refuse(reply);
    const form = new URLSearchParams(Buffer.isBuffer(request.body) ? request.body.toString() : '');
    if (form.get('decision') === 'deny') return tell(reply, 'Nothing was allowed.');
    const username = form.get('creator') ?? '';
    if (form.get('decision') !== 'allow' || !store.creators.has(username)) return ask(reply, 400, qrCode);
    scanQrCode(sandbox, qrCode, queryValue(request, 'client_ticket') ?? null);
    const ticked = form.getAll('scope');
    const scopes = qrCode.scopes.filter((scope) => scope === 'user.info.basic' || ticked.includes(scope));
    if (scopes.length === 0) return tell(reply, 'Nothing was allowed.');
    confirmQrCode(sandbox, qrCode, { username, scopes });
    return tell(reply, 'You are signed in. Go back to the screen with the code.');
  });

  function findOpen(request: FastifyRequest): QrCode | undefined {
    const scanId = queryValue(request, 'qr_id');
    const found = [...store.qrCodes.values()].find((qrCode) => qrCode.scanId === scanId);
    return found && isOpen(sandbox, found) ? found : undefined;
  }

  function ask(reply: FastifyReply, status: number, { clientKey, scopes }: QrCode): FastifyReply {
    const name = store.apps.get(clientKey)?.name ?? clientKey;
    const asked = { name, scopes, afterwards: 'Afterwards you go on at the screen with the code.' };
    const problem = status === 200 ? undefined : 'Choose an account first.';
    return sendPage(reply, status, consentPage(asked, [...store.creators.values()], problem));
  }
}

const refuse = (reply: FastifyReply) =>
  sendPage(reply, 400, refusalPage({ parameter: 'qr_id', message: 'This code has expired or was used.' }));

const tell = (reply: FastifyReply, words: string) =>
  sendPage(reply, 200, layout('TikTok sandbox', 'narrow', html`<div class="card"><h1>${words}</h1></div>`));
