import { callNotAllowed } from '../../errors.ts';
import {
  isAllowedCall,
  refusesToken,
  type TikTokAnswer,
  type TikTokCall,
} from '../../integrations/tiktok-api.ts';
import type { RefreshAccount } from '../accounts/refresh-account.ts';
import type { AccountKey } from '../accounts/repository.ts';
import type { VendAccessToken } from '../accounts/vend-access-token.ts';
import type { Origin } from '../audit/repository.ts';

export type CallForApp = ReturnType<typeof createCallForApp>;

export function createCallForApp({
  vendAccessToken,
  refreshAccount,
  callPlatform,
}: {
  vendAccessToken: VendAccessToken;
  refreshAccount: RefreshAccount;
  callPlatform: (accessToken: string, call: TikTokCall) => Promise<TikTokAnswer>;
}) {
  /**
   * Makes a call with the account's token and returns the platform's answer as it came, errors too. A token that the
   * platform refuses is refreshed and the call made once more. The audit log says so before the call is made.
   * Raises `call_not_allowed`, and what getting a token raises.
   */
  return async function callForApp(key: AccountKey, call: TikTokCall, origin: Origin): Promise<TikTokAnswer> {
    if (!isAllowedCall(call)) throw callNotAllowed();
    const use = { action: 'api_call.proxied', path: call.path } as const;
    const first = await vendAccessToken(key, origin, use);
    const answer = await callPlatform(first.accessToken, call);
    if (!refusesToken(answer)) return answer;
    await refreshAccount(key, origin, first.tokenVersion);
    const second = await vendAccessToken(key, origin, use);
    return callPlatform(second.accessToken, call);
  };
}
