import type { Database } from '@postbus/db';
import type { Cipher } from '@postbus/encryption';
import { type AppError, commonErrors, type Logger } from '@postbus/service-kit';
import { createCodeVerifier } from '@postbus/tiktok';
import {
  browserMismatch,
  callbackReplayed,
  sessionExpired,
  sessionUnknown,
  sessionUsed,
  stateMismatch,
} from '../../errors.ts';
import type { TokenGrant } from '../../integrations/token-answer.ts';
import type { Metrics } from '../../metrics.ts';
import { createSecret, hashSecret, matchesHash } from '../../secret.ts';
import { connectAccount } from '../accounts/connect-account.ts';
import type { AccountPlatform, Profile } from '../accounts/platform.ts';
import { refusalOf } from '../accounts/refusal.ts';
import { type Origin, writeAudit } from '../audit/repository.ts';
import { assertGranted, type CallbackAnswer } from './callback-answer.ts';
import { exchangeRefusal } from './exchange-refusal.ts';
import {
  beginSession,
  type ConnectSession,
  endSession,
  findSessionByHash,
  findSessionByState,
} from './repository.ts';
import { withOutcome } from './return-url.ts';

export interface ConnectFlowDependencies {
  db: Database;
  cipher: Cipher;
  platform: AccountPlatform;
  /** The platform app that accounts are connected with. */
  clientKey: string;
  usesPkce: boolean;
  metrics: Metrics;
  logger: Logger;
  clock: () => Date;
}

/** One request to the callback. */
export interface Callback {
  answer: CallbackAnswer;
  /** The cookie of the browser. */
  browser: string | null;
  origin: Origin;
  exchangeCode(flow: { state: string; codeVerifier: string | null }): Promise<TokenGrant>;
}

export type ConnectFlow = ReturnType<typeof createConnectFlow>;

/** The two steps of connecting an account that happen in the creator's browser. */
export function createConnectFlow(dependencies: ConnectFlowDependencies) {
  const { db, cipher, platform, clientKey, usesPkce, metrics, logger, clock } = dependencies;

  /**
   * Binds a session to the browser and returns what to ask the platform with.
   * Raises `session_unknown`, `session_expired`, `session_used`.
   */
  async function start({ secret, browser, origin }: { secret: string; browser: string; origin: Origin }) {
    const session = await findSessionByHash(db, hashSecret(secret));
    if (!session) throw sessionUnknown();
    if (session.expiresAt <= clock()) throw sessionExpired();

    const state = createSecret();
    const codeVerifier = usesPkce ? createCodeVerifier() : null;
    await db.transaction(async (tx) => {
      const begun = await beginSession(tx, session.id, {
        stateHash: hashSecret(state),
        browserHash: hashSecret(browser),
        codeVerifierEncrypted: codeVerifier && cipher.encrypt(codeVerifier, placeOf(session.id)),
        now: clock(),
      });
      if (!begun) throw sessionUsed();
      await writeAudit(tx, { ...origin, ...about(session), action: 'connect.started' });
    });
    metrics.oauthFlow.inc({ platform: session.platform, outcome: 'started' });
    return { scopes: session.requestedScopes, state, codeVerifier };
  }

  /**
   * Takes in the platform's answer and returns where to send the browser: back to the app, with the account or with
   * the code of what went wrong. Raises `state_mismatch` where no session is known, so that there is no way back.
   */
  async function finish(callback: Callback): Promise<string> {
    const { answer, origin } = callback;
    const session = answer.state ? await findSessionByState(db, hashSecret(answer.state)) : null;
    if (!session) {
      metrics.oauthFlow.inc({ platform: 'tiktok', outcome: 'state_mismatch' });
      throw stateMismatch();
    }
    try {
      const accountId = await connect(session, callback);
      metrics.oauthFlow.inc({ platform: session.platform, outcome: 'connected' });
      return withOutcome(session.returnUrl, { status: 'connected', accountId });
    } catch (error) {
      const refusal = refusalOf(error);
      await report(session, refusal, origin);
      return withOutcome(session.returnUrl, { status: 'error', code: refusal.code });
    }
  }

  async function connect(
    session: ConnectSession,
    { answer, browser, origin, exchangeCode }: Callback,
  ): Promise<string> {
    if (session.usedAt) throw callbackReplayed();
    if (!browser || !matchesHash(browser, session.browserHash ?? hashSecret(''))) throw browserMismatch();
    if (session.expiresAt <= clock()) throw sessionExpired();
    if (!(await endSession(db, session, clock()))) throw callbackReplayed();

    assertGranted(answer);
    const codeVerifier =
      session.codeVerifierEncrypted && cipher.decrypt(session.codeVerifierEncrypted, placeOf(session.id));
    const grant = await exchangeCode({ state: answer.state ?? '', codeVerifier }).catch((error: unknown) => {
      throw exchangeRefusal(error);
    });
    const profile = await readProfile(grant.accessToken, grant.grantedScopes);
    const { workspaceId, userId, requestedScopes } = session;
    const account = await db.transaction((tx) =>
      connectAccount(
        tx,
        { cipher, now: clock(), origin },
        {
          creator: { workspaceId, platform: session.platform, clientKey, openId: grant.openId },
          userId,
          profile,
          requestedScopes,
          grantedScopes: grant.grantedScopes,
          tokens: grant,
        },
      ),
    );
    return account.id;
  }

  /** The code is spent by now, so a name that cannot be read must not cost the connection. */
  async function readProfile(accessToken: string, grantedScopes: string[]): Promise<Profile | null> {
    try {
      return await platform.profile(accessToken, grantedScopes);
    } catch (error) {
      const { code, details } = refusalOf(error);
      logger.warn({ reason: code, details }, 'connected an account without its profile');
      return null;
    }
  }

  async function report(session: ConnectSession, refusal: AppError, origin: Origin): Promise<void> {
    metrics.oauthFlow.inc({ platform: session.platform, outcome: refusal.code });
    if (refusal.code === commonErrors.internal().code) {
      logger.error({ err: refusal.cause, sessionId: session.id }, 'a connect flow failed');
    }
    const { details } = about(session);
    await writeAudit(db, {
      ...origin,
      ...about(session),
      action: 'connect.refused',
      details: {
        ...details,
        code: refusal.code,
        ...(refusal.details !== undefined && { reason: refusal.details }),
      },
    });
  }

  return { start, finish };
}

const placeOf = (id: string) => ({ table: 'connect_sessions', column: 'code_verifier', row: id });

const about = ({ id, workspaceId, platform, userId }: ConnectSession) => ({
  workspaceId,
  details: { sessionId: id, platform, userId },
});
