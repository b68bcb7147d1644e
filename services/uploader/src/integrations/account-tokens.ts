import { type AccessToken, type AccountDetails, type Postbus, PostbusApiError } from '@postbus/sdk';
import { commonErrors } from '@postbus/service-kit';
import { TikTokError } from '@postbus/tiktok';
import { errors } from '../errors.ts';

/** One connected account of one workspace, and what the question about it belongs to. */
export interface AccountRef {
  workspaceId: string;
  accountId: string;
  correlationId: string;
}

/** Access to creators' accounts, by way of auth-gateway. */
export interface AccountTokens {
  /**
   * Returns the account as it is. Raises `account_not_found` for an account that the workspace does not have, `account_not_connected` for one that has no
   * token any more, `unavailable` if that cannot be told.
   */
  checkAccount(account: AccountRef): Promise<AccountDetails>;
  /**
   * Calls with the account's access token, and whom it speaks for. If TikTok says that the token is invalid, it is refreshed and the call made once
   * more. Raises what the call raises, or a `PostbusApiError`.
   */
  withToken<Result>(account: AccountRef, call: (token: AccessToken) => Promise<Result>): Promise<Result>;
}

/** Takes tokens from auth-gateway, which keeps and refreshes them. */
export function createAccountTokens(postbus: Pick<Postbus, 'for'>): AccountTokens {
  return {
    async checkAccount(account) {
      const { accountId } = account;
      const found = await postbus
        .for(account)
        .accounts.get(accountId)
        .catch((error: unknown) => {
          if (error instanceof PostbusApiError && error.status === 404) throw errors.accountNotFound();
          throw commonErrors.unavailable({ cause: error });
        });
      const { status } = found;
      if (status !== 'active' && status !== 'refreshing') {
        throw errors.accountNotConnected({ details: { accountId, status } });
      }
      return found;
    },
    async withToken(account, call) {
      const { accountId } = account;
      const { accounts } = postbus.for(account);
      const token = await accounts.accessToken(accountId);
      try {
        return await call(token);
      } catch (error) {
        if (!(error instanceof TikTokError) || error.code !== 'access_token_invalid') throw error;
      }
      await accounts.refresh(accountId);
      return call(await accounts.accessToken(accountId));
    },
  };
}
