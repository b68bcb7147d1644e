import { setTimeout as pause } from 'node:timers/promises';
import type { AccessToken } from '@postbus/contracts';
import { Agent, request } from 'undici';
import { noAnswer, PostbusApiError } from './api-error.ts';
import { createClientToken } from './client-token.ts';

const timeoutMs = 30_000;
/** Pauses before further tries of a call that failed for a passing reason. Each of these calls may be repeated. */
const retryAfterMs = [100, 400];

export interface AuthGatewayClientOptions {
  /** Where auth-gateway is: `http://auth-gateway:4001`. */
  baseUrl: string;
  clientId: string;
  clientSecret: string;
  /** Milliseconds since 1970; the system's clock unless told. */
  now?: () => number;
}

/** Names an account. The workspace matters to service-to-service clients only. */
export interface AccountReference {
  workspaceId: string;
  accountId: string;
}

/** A connected account as auth-gateway tells it. */
export interface Account {
  accountId: string;
  platform: string;
  status: string;
  grantedScopes: string[];
}

/** auth-gateway's API. Every call raises {@link PostbusApiError}. */
export interface AuthGatewayClient {
  /** A valid access token of the account; refreshed first when it is about to end. */
  accessToken(account: AccountReference, correlationId?: string): Promise<AccessToken>;
  /** Refreshes the account's token now. For a token that the platform refuses although it has not ended. */
  refresh(account: AccountReference, correlationId?: string): Promise<void>;
  account(account: AccountReference, correlationId?: string): Promise<Account>;
  close(): Promise<void>;
}

/** Talks to auth-gateway as one client, whose own token it gets and renews. */
export function createAuthGatewayClient(options: AuthGatewayClientOptions): AuthGatewayClient {
  const { baseUrl, now = Date.now } = options;
  const clientToken = createClientToken({ ...options, now });
  const agent = new Agent();

  const callOnce = async (call: Call): Promise<unknown> => {
    const token = await clientToken.get();
    const answer = await request(new URL(call.path, baseUrl), {
      method: call.method,
      dispatcher: agent,
      headers: {
        authorization: `Bearer ${token}`,
        'postbus-workspace': call.workspaceId,
        ...(call.correlationId && { 'x-correlation-id': call.correlationId }),
      },
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
    }).catch((error: unknown) => {
      throw noAnswer(error);
    });
    const body = (await answer.body.json().catch(() => ({}))) as { error?: object };
    if (answer.statusCode < 300) return body;
    if (answer.statusCode === 401) clientToken.forget(token);
    throw new PostbusApiError(answer.statusCode, body.error ?? {});
  };

  const call = async (request: Call): Promise<unknown> => {
    let mayRenew = true;
    for (let failures = 0; ; failures++) {
      try {
        return await callOnce(request);
      } catch (error) {
        const isRefused = error instanceof PostbusApiError && error.status === 401 && mayRenew;
        const isPassing = error instanceof PostbusApiError && error.retryable && error.status !== 429;
        const waitMs = isPassing ? retryAfterMs[failures] : undefined;
        if (!isRefused && waitMs === undefined) throw error;
        if (isRefused) mayRenew = false;
        else await pause(waitMs);
      }
    }
  };

  const to = (method: Call['method'], { workspaceId, accountId }: AccountReference, action = '') => ({
    method,
    workspaceId,
    path: `/api/accounts/${encodeURIComponent(accountId)}${action}`,
  });

  return {
    accessToken: async (account, correlationId) =>
      (await call({ ...to('POST', account, '/access-token'), correlationId })) as AccessToken,
    refresh: async (account, correlationId) => {
      await call({ ...to('POST', account, '/refresh'), correlationId });
    },
    account: async (account, correlationId) =>
      (await call({ ...to('GET', account), correlationId })) as Account,
    close: () => agent.close(),
  };
}

interface Call {
  method: 'GET' | 'POST';
  path: string;
  workspaceId: string;
  correlationId: string | undefined;
}
