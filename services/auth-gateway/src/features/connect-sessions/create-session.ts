import { createHash } from 'node:crypto';
import type { Database } from '@postbus/db';
import type { Cipher } from '@postbus/encryption';
import { commonErrors } from '@postbus/service-kit';
import { v7 as uuidv7 } from 'uuid';
import { placeIn } from '../../encrypted-columns.ts';
import { accountNotFound, returnUrlNotAllowed, unknownWorkspace } from '../../errors.ts';
import { createSecret, hashSecret } from '../../secret.ts';
import { findAccount } from '../accounts/repository.ts';
import { type Origin, writeAudit } from '../audit/repository.ts';
import { findClient, workspaceExists } from '../clients/repository.ts';
import type { PlatformAppDirectory } from '../platform-apps/directory.ts';
import type { ConnectSession } from './connect-session.ts';
import { findSessionByIdempotencyKey, insertSession } from './repository.ts';
import { isReturnUrlAllowed } from './return-url.ts';

const lifetimeMs = 10 * 60_000;

export interface SessionRequest {
  workspaceId: string;
  clientId: string;
  platform: 'tiktok';
  userId: string;
  returnUrl: string;
  scopes: string[];
  /** Without these the account is not connected. */
  requiredScopes: string[];
  /** The account to connect again. */
  accountId?: string;
  /** The platform app to connect with; the workspace's own or the default one unless told. */
  platformAppId?: string;
}

export interface CreatedSession {
  connectUrl: string;
  expiresAt: string;
}

export type CreateSession = ReturnType<typeof createSessionCreator>;

export function createSessionCreator({
  db,
  cipher,
  directory,
  publicUrl,
  clock,
}: {
  db: Database;
  cipher: Cipher;
  directory: PlatformAppDirectory;
  publicUrl: string;
  clock: () => Date;
}) {
  /**
   * Begins a connect flow: returns the address to send the creator's browser to, good for 10 minutes and one use.
   * With an idempotency key, the same request gets the same answer.
   * Raises `return_url_not_allowed`, `workspace_unknown`, `account_not_found`, `platform_app_unknown`,
   * `idempotency_conflict`.
   */
  return async function createSession(
    request: SessionRequest,
    idempotencyKey: string | null,
    origin: Origin,
  ): Promise<CreatedSession> {
    const client = await findClient(db, request.clientId);
    if (!isReturnUrlAllowed(request.returnUrl, client?.returnUrls ?? [])) throw returnUrlNotAllowed();
    if (!(await workspaceExists(db, request.workspaceId))) throw unknownWorkspace();
    const clientKey = await clientKeyFor(request);

    const { workspaceId, clientId, platform, userId, returnUrl, scopes } = request;
    const id = uuidv7();
    const secret = createSecret();
    const requestHash = hashRequest(request);
    const inserted = await db.transaction(async (tx) => {
      const session = await insertSession(tx, {
        id,
        workspaceId,
        clientId,
        platform,
        userId,
        returnUrl,
        clientKey,
        accountId: request.accountId ?? null,
        requestedScopes: scopes,
        requiredScopes: request.requiredScopes,
        sessionHash: hashSecret(secret),
        sessionEncrypted: idempotencyKey ? cipher.encrypt(secret, placeIn('connectSession', id)) : null,
        idempotencyKey,
        requestHash,
        expiresAt: new Date(clock().getTime() + lifetimeMs),
      });
      if (!session) return null;
      await writeAudit(tx, {
        ...origin,
        action: 'connect_session.created',
        workspaceId,
        details: { sessionId: id, platform, userId, scopes },
      });
      return session;
    });
    if (inserted) return answer(inserted, secret);

    const earlier = idempotencyKey
      ? await findSessionByIdempotencyKey(db, { workspaceId, clientId, idempotencyKey })
      : null;
    if (!earlier?.sessionEncrypted) throw new Error('the connect session was not stored');
    if (earlier.requestHash !== requestHash) throw commonErrors.idempotencyConflict();
    return answer(earlier, cipher.decrypt(earlier.sessionEncrypted, placeIn('connectSession', earlier.id)));
  };

  async function clientKeyFor({ workspaceId, accountId, platformAppId }: SessionRequest): Promise<string> {
    if (accountId === undefined) return (await directory.toConnect(workspaceId, platformAppId)).clientKey;
    const account = await findAccount(db, { workspaceId, accountId });
    if (!account) throw accountNotFound();
    return account.clientKey;
  }

  function answer({ platform, expiresAt }: ConnectSession, secret: string): CreatedSession {
    return {
      connectUrl: `${publicUrl}/api/auth/${platform}?session=${secret}`,
      expiresAt: expiresAt.toISOString(),
    };
  }
}

function hashRequest(request: SessionRequest): string {
  const { platform, userId, returnUrl, scopes, requiredScopes, accountId, platformAppId } = request;
  return createHash('sha256')
    .update(JSON.stringify([platform, userId, returnUrl, scopes, requiredScopes, accountId, platformAppId]))
    .digest('hex');
}
