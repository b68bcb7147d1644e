import { Type } from 'typebox';
import { confirmQrCode, isOpen, scanQrCode } from '../oauth/confirm-qr-code.ts';
import type { Sandbox } from '../sandbox.ts';
import type { QrCode } from '../state/qr-code.ts';
import { ControlError, notFound } from './control-error.ts';
import type { ControlServer } from './routes.ts';

const Params = Type.Object({ token: Type.String() });
const exact = { additionalProperties: false };
const Scan = Type.Object({ clientTicket: Type.Optional(Type.String()) }, exact);
const Confirmation = Type.Object(
  {
    creator: Type.String(),
    scopes: Type.Optional(Type.Array(Type.String())),
    clientTicket: Type.Optional(Type.String()),
  },
  exact,
);

/** What a creator does with a QR code, without the page. */
export function qrCodeControls(server: ControlServer, sandbox: Sandbox): void {
  const { store } = sandbox;
  const find = (token: string): QrCode => {
    const qrCode = store.qrCodes.get(token);
    if (!qrCode) throw notFound('QR code');
    if (!isOpen(sandbox, qrCode)) throw new ControlError(409, 'not_open', 'It has expired or was confirmed.');
    return qrCode;
  };

  server.post(
    '/_sandbox/qrcodes/:token/scan',
    { schema: { params: Params, body: Scan } },
    async ({ params, body }, reply) => {
      scanQrCode(sandbox, find(params.token), body.clientTicket ?? null);
      return reply.code(204).send();
    },
  );

  /** All scopes that were asked for, unless told. */
  server.post(
    '/_sandbox/qrcodes/:token/confirm',
    { schema: { params: Params, body: Confirmation } },
    async ({ params, body }, reply) => {
      const qrCode = find(params.token);
      if (!store.creators.has(body.creator)) throw notFound('creator');
      scanQrCode(sandbox, qrCode, body.clientTicket ?? null);
      const scopes = qrCode.scopes.filter((scope) => body.scopes?.includes(scope) ?? true);
      confirmQrCode(sandbox, qrCode, { username: body.creator, scopes });
      return reply.code(204).send();
    },
  );
}
