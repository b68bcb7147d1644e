import { callNotAllowed } from '../../errors.ts';
import {
  displayEndpointOf,
  isAllowedCall,
  refusesForNow,
  refusesToken,
  type TikTokAnswer,
  type TikTokCall,
} from '../../integrations/tiktok-api.ts';
import type { RefreshAccount } from '../accounts/refresh-account.ts';
import type { AccountKey } from '../accounts/repository.ts';
import type { VendAccessToken } from '../accounts/vend-access-token.ts';
import type { Origin } from '../audit/repository.ts';
import { callWithinMs, type DisplayQuota } from '../display-calls/quota.ts';

export type CallForApp = ReturnType<typeof createCallForApp>;

export function createCallForApp({
  vendAccessToken,
  refreshAccount,
  callPlatform,
  displayQuota,
}: {
  vendAccessToken: VendAccessToken;
  refreshAccount: RefreshAccount;
  callPlatform: (accessToken: string, call: TikTokCall, timeoutMs?: number) => Promise<TikTokAnswer>;
  displayQuota: DisplayQuota;
}) {
  /**
   * Makes a call with the account's token and returns the platform's answer as it came, errors too. A token that the
   * platform refuses is refreshed and the call made once more. The audit log says so before the call is made.
   * A call of the Display API is counted with those of everybody else. Raises `call_not_allowed`, `quota_full`, and what
   * getting a token raises.
   */
  return async function callForApp(key: AccountKey, call: TikTokCall, origin: Origin): Promise<TikTokAnswer> {
    if (!isAllowedCall(call)) throw callNotAllowed();
    const use = { action: 'api_call.proxied', path: call.path } as const;
    const first = await vendAccessToken(key, origin, use);
    const answer = await send(key, first.accessToken, call);
    if (!refusesToken(answer)) return answer;
    await refreshAccount(key, origin, first.tokenVersion);
    const second = await vendAccessToken(key, origin, use);
    return send(key, second.accessToken, call);
  };

  async function send(key: AccountKey, accessToken: string, call: TikTokCall): Promise<TikTokAnswer> {
    const endpoint = displayEndpointOf(call);
    if (endpoint === null) return callPlatform(accessToken, call);
    const startedAt = performance.now();
    await displayQuota.take(key, endpoint);
    const leftMs = Math.max(1, callWithinMs - (performance.now() - startedAt));
    const answer = await callPlatform(accessToken, call, Math.floor(leftMs));
    if (refusesForNow(answer)) await displayQuota.block(key, endpoint);
    return answer;
  }
}
