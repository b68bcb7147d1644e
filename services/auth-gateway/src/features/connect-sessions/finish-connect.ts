import type { Database } from '@postbus/db';
import type { Cipher } from '@postbus/encryption';
import { type AppError, commonErrors, type Logger } from '@postbus/service-kit';
import { placeIn } from '../../encrypted-columns.ts';
import {
  browserMismatch,
  callbackReplayed,
  scopesMissing,
  sessionExpired,
  stateMismatch,
  wrongAccount,
} from '../../errors.ts';
import type { TokenGrant } from '../../integrations/token-answer.ts';
import type { Metrics } from '../../metrics.ts';
import { hashSecret, matchesHash } from '../../secret.ts';
import { connectAccount } from '../accounts/connect-account.ts';
import type { AccountPlatform, Profile } from '../accounts/platform.ts';
import { refusalOf } from '../accounts/refusal.ts';
import { findAccount } from '../accounts/repository.ts';
import { type Origin, writeAudit } from '../audit/repository.ts';
import type { PlatformAppDirectory } from '../platform-apps/directory.ts';
import type { AppKey, PlatformApp } from '../platform-apps/platform-app.ts';
import { planRevocation } from '../revocations/plan-revocation.ts';
import { assertGranted, type CallbackAnswer } from './callback-answer.ts';
import { type ConnectSession, detailsOf } from './connect-session.ts';
import { exchangeRefusal } from './exchange-refusal.ts';
import { endSession, findSessionByState } from './repository.ts';
import { withOutcome } from './return-url.ts';

export interface FinishDependencies {
  db: Database;
  cipher: Cipher;
  platform: AccountPlatform;
  directory: PlatformAppDirectory;
  /** Called when there is a grant to be ended at the platform. */
  onRevocation: () => void;
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
  exchangeCode(flow: { app: PlatformApp; state: string; codeVerifier: string | null }): Promise<TokenGrant>;
}

export type FinishConnect = ReturnType<typeof createConnectFinisher>;

export function createConnectFinisher(dependencies: FinishDependencies) {
  const { db, cipher, platform, directory, onRevocation, metrics, logger, clock } = dependencies;

  /**
   * Takes in the platform's answer and returns where to send the browser: back to the app, with the account or with
   * the code of what went wrong. Raises `state_mismatch` where no session is known, so that there is no way back.
   */
  return async function finishConnect(callback: Callback): Promise<string> {
    const { state } = callback.answer;
    const session = state ? await findSessionByState(db, hashSecret(state)) : null;
    if (!session) {
      metrics.oauthFlow.inc({ platform: 'tiktok', outcome: stateMismatch().code });
      throw stateMismatch();
    }
    try {
      const accountId = await connect(session, callback);
      metrics.oauthFlow.inc({ platform: session.platform, outcome: 'connected' });
      return withOutcome(session.returnUrl, { status: 'connected', accountId });
    } catch (error) {
      const refusal = refusalOf(error);
      await report(session, refusal, callback.origin);
      return withOutcome(session.returnUrl, { status: 'error', code: refusal.code });
    }
  };

  async function connect(session: ConnectSession, callback: Callback): Promise<string> {
    const { answer, origin } = callback;
    await useUp(session, callback.browser);
    assertGranted(answer);
    const grant = await exchange(session, callback);
    await assertWanted(session, grant);
    const profile = await readProfile(session, grant);
    const { workspaceId, clientKey, userId, requestedScopes } = session;
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

  /** Another browser may hold a state that it was given; it must not use up the session of the right one. */
  async function useUp(session: ConnectSession, browser: string | null): Promise<void> {
    if (session.usedAt) throw callbackReplayed();
    if (!browser || !session.browserHash || !matchesHash(browser, session.browserHash))
      throw browserMismatch();
    if (session.expiresAt <= clock()) throw sessionExpired();
    if (!(await endSession(db, session, clock()))) throw callbackReplayed();
  }

  async function exchange(session: ConnectSession, { answer, exchangeCode }: Callback): Promise<TokenGrant> {
    const { id, codeVerifierEncrypted } = session;
    const app = await directory.ofTokens(session);
    const codeVerifier =
      codeVerifierEncrypted && cipher.decrypt(codeVerifierEncrypted, placeIn('codeVerifier', id));
    try {
      return await exchangeCode({ app, state: answer.state ?? '', codeVerifier });
    } catch (error) {
      throw exchangeRefusal(error);
    }
  }

  /** A grant that is not wanted is ended at the platform: the creator must not be left with a connection to nothing. */
  async function assertWanted(session: ConnectSession, grant: TokenGrant): Promise<void> {
    const refusal = await findRefusal(session, grant);
    if (!refusal) return;
    const { workspaceId, platform: name, clientKey } = session;
    const { openId, accessToken, refreshToken } = grant;
    const accessTokenExpiresAt = new Date(clock().getTime() + grant.expiresInSeconds * 1000);
    const tokens = { accessToken, accessTokenExpiresAt, refreshToken };
    const unwanted = { workspaceId, accountId: null, platform: name, clientKey, openId, ...tokens };
    await planRevocation(db, { cipher, now: clock() }, unwanted);
    onRevocation();
    throw refusal;
  }

  async function findRefusal(session: ConnectSession, grant: TokenGrant): Promise<AppError | null> {
    const { workspaceId, accountId } = session;
    if (accountId !== null) {
      const account = await findAccount(db, { workspaceId, accountId });
      if (account?.openId !== grant.openId) return wrongAccount();
    }
    const missing = session.requiredScopes.filter((scope) => !grant.grantedScopes.includes(scope));
    return missing.length > 0 ? scopesMissing({ details: { missing } }) : null;
  }

  /** The code is spent by now, so a name that cannot be read must not cost the connection. */
  async function readProfile(
    app: AppKey,
    { accessToken, grantedScopes }: TokenGrant,
  ): Promise<Profile | null> {
    try {
      return await platform.profile(app, accessToken, grantedScopes);
    } catch (error) {
      const { code, details } = refusalOf(error);
      logger.warn({ reason: code, details }, 'connected an account without its profile');
      return null;
    }
  }

  async function report(session: ConnectSession, refusal: AppError, origin: Origin): Promise<void> {
    const { code, details: reason } = refusal;
    metrics.oauthFlow.inc({ platform: session.platform, outcome: code });
    if (code === commonErrors.internal().code) {
      logger.error({ err: refusal.cause, sessionId: session.id }, 'a connect flow failed');
    }
    await writeAudit(db, {
      ...origin,
      action: 'connect.refused',
      workspaceId: session.workspaceId,
      details: { ...detailsOf(session), code, reason },
    });
  }
}
