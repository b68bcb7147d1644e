import { PostbusApiError } from '../api-error.ts';
import type { operations } from '../generated/auth-gateway.ts';
import { itemsOf } from '../pages.ts';
import { bodyOf, type Services } from '../services.ts';

type ListQuery = NonNullable<operations['listAccounts']['parameters']['query']>;
type SessionRequest = operations['createConnectSession']['requestBody']['content']['application/json'];

type DisplayCallRequest = operations['takeDisplayCall']['requestBody']['content']['application/json'];

/** The calls of TikTok's Display API, each with a window of its own. */
export type DisplayEndpoint = DisplayCallRequest['endpoint'];

/** A connected account. */
export type Account = operations['refreshAccount']['responses'][200]['content']['application/json'];
/** The same with what the platform lets its app do. */
export type AccountDetails = operations['getAccount']['responses'][200]['content']['application/json'];
/** A token that is good for a while, whom it speaks for and what it may be used for. */
export type AccessToken = operations['createAccessToken']['responses'][200]['content']['application/json'];

/** Creators' accounts: connecting them, looking at them, and tokens to speak for them. */
export const accountsOf = (services: Services) => ({
  /** Where to send the creator's browser; good for ten minutes and once. */
  connect: (body: SessionRequest) => bodyOf(services.authGateway.POST('/api/connect-sessions', { body })),

  /** A page of accounts, the oldest first. */
  list: (query: ListQuery = {}) => bodyOf(services.authGateway.GET('/api/accounts', { params: { query } })),

  /** Every account, the oldest first. */
  all: (query: Omit<ListQuery, 'cursor'> = {}) =>
    itemsOf((page) =>
      bodyOf(services.authGateway.GET('/api/accounts', { params: { query: { ...query, ...page } } })),
    ),

  get: (id: string): Promise<AccountDetails> =>
    bodyOf(services.authGateway.GET('/api/accounts/{id}', { params: { path: { id } } })),

  /** A valid access token of the account; refreshed first when it is about to end. */
  accessToken: (id: string): Promise<AccessToken> =>
    bodyOf(services.authGateway.POST('/api/accounts/{id}/access-token', { params: { path: { id } } })),

  /** Refreshes the account's token now: for one that the platform refuses although it has not ended. */
  refresh: (id: string): Promise<Account> =>
    bodyOf(services.authGateway.POST('/api/accounts/{id}/refresh', { params: { path: { id } } })),

  /**
   * Takes one call of TikTok's Display API out of what everybody with tokens of the app shares, just before it is made; `leave`
   * others are to stay for those who come after. Raises `quota_full`, and `too_late` when this took so long that a call of
   * `callTimeoutMs` might come to TikTok when it no longer counts.
   */
  takeDisplayCall: async (
    id: string,
    {
      endpoint,
      leave = 0,
      callTimeoutMs,
    }: { endpoint: DisplayEndpoint; leave?: number; callTimeoutMs: number },
  ): Promise<void> => {
    const askedAt = performance.now();
    const { endWithinMs } = await bodyOf(
      services.authGateway.POST('/api/accounts/{id}/display-calls', {
        params: { path: { id } },
        body: { endpoint, leave },
      }),
    );
    if (performance.now() - askedAt + callTimeoutMs > endWithinMs) throw tooLate();
  },

  /** Tells that TikTok refused such a call with `rate_limit_exceeded`: then nobody asks for a while. */
  async reportDisplayRefusal(
    id: string,
    {
      endpoint,
      retryAfterSeconds = 60,
    }: { endpoint: DisplayEndpoint; retryAfterSeconds?: number | undefined },
  ): Promise<void> {
    await services.authGateway.POST('/api/accounts/{id}/display-calls/refused', {
      params: { path: { id } },
      body: { endpoint, retryAfterSeconds: Math.min(3600, retryAfterSeconds) },
    });
  },

  /** Revokes the grant at the platform and forgets the tokens. The history stays. */
  disconnect: (id: string) =>
    bodyOf(
      services.authGateway.POST('/api/platforms/{platform}/disconnect', {
        params: { path: { platform: 'tiktok' } },
        body: { accountId: id },
      }),
    ),
});

const tooLate = () =>
  new PostbusApiError(0, {
    code: 'too_late',
    message: 'auth-gateway took too long to count a call that was not made then',
    retryable: true,
  });
