import { Type } from 'typebox';
import { findGrant, removeGrant } from '../oauth/grants.ts';
import type { Sandbox } from '../sandbox.ts';
import { notFound } from './control-error.ts';
import type { ControlServer } from './routes.ts';

const Expiry = Type.Object({ openId: Type.String() }, { additionalProperties: false });
const Removal = Type.Object(
  { openId: Type.String(), reason: Type.Optional(Type.Integer({ minimum: 0, maximum: 5 })) },
  { additionalProperties: false },
);

export function grantRoutes(server: ControlServer, sandbox: Sandbox): void {
  const { store, clock } = sandbox;

  /** Every access token of a creator expires now; the refresh tokens live on. */
  server.post('/_sandbox/tokens/expire', { schema: { body: Expiry } }, async ({ body }) => {
    const tokens = [...store.accessTokens.values()].filter(({ openId }) => openId === body.openId);
    for (const token of tokens) token.expiresAt = Math.min(token.expiresAt, clock.now());
    return { expired: tokens.length };
  });

  /** As if the creator removed the app in TikTok: by default reason 1. */
  server.post('/_sandbox/grants/revoke', { schema: { body: Removal } }, async ({ body }, reply) => {
    const grant = findGrant(sandbox, body.openId);
    if (!grant) throw notFound('grant');
    removeGrant(sandbox, grant, body.reason ?? 1);
    return reply.code(204).send();
  });
}
