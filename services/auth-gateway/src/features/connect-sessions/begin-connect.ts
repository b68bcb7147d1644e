import type { Database } from '@postbus/db';
import type { Cipher } from '@postbus/encryption';
import { AppError } from '@postbus/service-kit';
import { createCodeVerifier } from '@postbus/tiktok';
import { placeIn } from '../../encrypted-columns.ts';
import { sessionExpired, sessionUnknown, sessionUsed } from '../../errors.ts';
import type { Metrics } from '../../metrics.ts';
import { createSecret, hashSecret } from '../../secret.ts';
import { type Origin, writeAudit } from '../audit/repository.ts';
import type { PlatformAppDirectory } from '../platform-apps/directory.ts';
import type { PlatformApp } from '../platform-apps/platform-app.ts';
import { detailsOf } from './connect-session.ts';
import { beginSession, findSessionByHash } from './repository.ts';

/** What the platform is asked with. */
export interface BegunConnect {
  app: PlatformApp;
  scopes: string[];
  state: string;
  codeVerifier: string | null;
}

export type BeginConnect = ReturnType<typeof createConnectBeginner>;

export function createConnectBeginner({
  db,
  cipher,
  directory,
  metrics,
  clock,
}: {
  db: Database;
  cipher: Cipher;
  directory: PlatformAppDirectory;
  metrics: Metrics;
  clock: () => Date;
}) {
  /**
   * Binds the session of a connect URL to the browser that opens it.
   * Raises `session_unknown`, `session_expired`, `session_used`.
   */
  return async function beginConnect(secret: string, browser: string, origin: Origin): Promise<BegunConnect> {
    try {
      const begun = await begin(secret, browser, origin);
      metrics.oauthFlow.inc({ platform: 'tiktok', outcome: 'started' });
      return begun;
    } catch (error) {
      if (error instanceof AppError) metrics.oauthFlow.inc({ platform: 'tiktok', outcome: error.code });
      throw error;
    }
  };

  async function begin(secret: string, browser: string, origin: Origin): Promise<BegunConnect> {
    const session = await findSessionByHash(db, hashSecret(secret));
    if (!session) throw sessionUnknown();
    if (session.expiresAt <= clock()) throw sessionExpired();

    const state = createSecret();
    const app = await directory.ofTokens(session);
    const codeVerifier = app.usesPkce ? createCodeVerifier() : null;
    await db.transaction(async (tx) => {
      const begun = await beginSession(tx, session.id, {
        stateHash: hashSecret(state),
        browserHash: hashSecret(browser),
        codeVerifierEncrypted:
          codeVerifier && cipher.encrypt(codeVerifier, placeIn('codeVerifier', session.id)),
        now: clock(),
      });
      if (!begun) throw sessionUsed();
      const { workspaceId } = session;
      await writeAudit(tx, {
        ...origin,
        action: 'connect.started',
        workspaceId,
        details: detailsOf(session),
      });
    });
    return { app, scopes: session.requestedScopes, state, codeVerifier };
  }
}
