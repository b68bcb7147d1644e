import type { Database } from '@postbus/db';
import { SignJWT } from 'jose';
import { v7 as uuidv7 } from 'uuid';
import { hashSecret, matchesHash } from '../../secret.ts';
import { writeAudit } from '../audit/repository.ts';
import { type Client, findClient, liveSecretHashes } from '../clients/repository.ts';
import { signingAlgorithm } from '../signing-keys/key-pair.ts';
import type { SigningKeys } from '../signing-keys/signing-keys.ts';
import { OAuthError } from './oauth-error.ts';
import type { TokenRequest } from './token-request.ts';

const lifetimeSeconds = 15 * 60;
const audience = 'postbus';

/** Compared with when the client is unknown, so that the time taken does not tell which clients exist. */
const nobodysHash = hashSecret('');

const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The answer of RFC 6749, section 5.1. */
export interface TokenAnswer {
  access_token: string;
  token_type: 'Bearer';
  expires_in: number;
  scope: string;
}

export type ClientTokens = ReturnType<typeof createClientTokens>;

export function createClientTokens({
  db,
  signingKeys,
  issuer,
  clock,
}: {
  db: Database;
  signingKeys: SigningKeys;
  issuer: string;
  clock: () => Date;
}) {
  /** Returns a token of 15 minutes. Raises {@link OAuthError}: `invalid_client`, `invalid_scope`. */
  async function issue(request: TokenRequest, correlationId: string): Promise<TokenAnswer> {
    const client = await authenticate(request, correlationId);
    const scopes = request.scopes ?? client.scopes;
    const audit = { actor: client.id, correlationId, workspaceId: client.workspaceId };
    if (!scopes.every((scope) => client.scopes.includes(scope))) {
      await writeAudit(db, {
        ...audit,
        action: 'client_token.refused',
        details: { reason: 'invalid_scope' },
      });
      throw new OAuthError('invalid_scope', 'the client does not have every scope that it asks for');
    }
    const token = await sign(client, scopes.join(' '));
    await writeAudit(db, { ...audit, action: 'client_token.issued', details: { scopes } });
    return {
      access_token: token,
      token_type: 'Bearer',
      expires_in: lifetimeSeconds,
      scope: scopes.join(' '),
    };
  }

  async function authenticate(
    { clientId, clientSecret }: TokenRequest,
    correlationId: string,
  ): Promise<Client> {
    const client = uuidPattern.test(clientId) ? await findClient(db, clientId) : null;
    const hashes =
      client && !client.disabledAt ? await liveSecretHashes(db, client.id, clock()) : [nobodysHash];
    if (hashes.some((hash) => matchesHash(clientSecret, hash)) && client) return client;
    await writeAudit(db, {
      action: 'client_token.refused',
      actor: client?.id ?? 'unknown',
      correlationId,
      workspaceId: client?.workspaceId ?? null,
      details: { reason: 'invalid_client' },
    });
    throw new OAuthError('invalid_client', 'client id or secret is wrong');
  }

  function sign(client: Client, scope: string): Promise<string> {
    const key = signingKeys.current();
    const issuedAt = Math.floor(clock().getTime() / 1000);
    return new SignJWT({ workspace: client.workspaceId ?? '*', scope })
      .setProtectedHeader({ alg: signingAlgorithm, kid: key.kid, typ: 'JWT' })
      .setIssuer(issuer)
      .setAudience(audience)
      .setSubject(client.id)
      .setJti(uuidv7())
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + lifetimeSeconds)
      .sign(key.privateKey);
  }

  return { issue };
}
