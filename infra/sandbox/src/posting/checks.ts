import { ApiError } from '../http/api-error.ts';
import type { Sandbox } from '../sandbox.ts';
import type { App } from '../state/app.ts';
import { type Creator, privacyLevelOptions } from '../state/creator.ts';
import type { PostInfo } from '../state/publish-task.ts';
import type { AccessToken } from '../state/tokens.ts';
import { activeUsers, directPostsToday, pendingShares } from '../state/usage.ts';
import { coversUrl } from '../state/verified-url.ts';

// The refusals of an init, one function each, in the order in which they are made (end of reference 9).

/** Whose token it is. */
export interface Owner {
  token: AccessToken;
  app: App;
  creator: Creator;
}

type Parts = Pick<Sandbox, 'store' | 'clock'>;

export function ownerOf({ store }: Parts, token: AccessToken): Owner {
  const app = store.apps.get(token.clientKey);
  const creator = store.creators.get(token.username);
  if (!app || !creator) throw new ApiError('access_token_invalid');
  return { token, app, creator };
}

/** @param status 403, or 200 for creator info */
export function refuseBanned({ creator }: Owner, status = 403): void {
  if (creator.banned) throw new ApiError('spam_risk_user_banned_from_posting', { status });
}

/** An unaudited app posts only `SELF_ONLY`, and only on a private account. */
export function refuseUnaudited({ app, creator }: Owner, privacyLevel: string | null): void {
  if (app.audited && !app.sandbox) return;
  if (creator.privateAccount && privacyLevel === 'SELF_ONLY') return;
  throw new ApiError('unaudited_client_can_only_post_to_private_accounts');
}

export function refuseActiveUserCap({ store, clock }: Parts, { app, creator }: Owner, status = 403): void {
  if (app.activeUserCap === null) return;
  const users = activeUsers(store, app.clientKey, clock.now());
  if (users.size < app.activeUserCap || users.has(creator.username)) return;
  throw new ApiError('reached_active_user_cap', { status });
}

export function refuseDailyCap({ store, clock }: Parts, { creator }: Owner, status = 403): void {
  if (directPostsToday(store, creator.username, clock.now()) < creator.dailyPostCap) return;
  throw new ApiError('spam_risk_too_many_posts', { status });
}

export function refusePendingShares({ store, clock }: Parts, { creator }: Owner): void {
  const strict = store.settings.pendingShareSlot === 'strict 24 h';
  const pending = pendingShares(store, creator.username, { now: clock.now(), strict });
  if (pending >= store.settings.limits.pendingShares) throw new ApiError('spam_risk_too_many_pending_share');
}

/** Photos reach the inbox only in TikTok's app 31.8 or newer (reference 4.4). */
export function refuseOldApp({ creator }: Owner): void {
  const [major = 0, minor = 0] = creator.appVersion.split('.').map(Number);
  if (major < 31 || (major === 31 && minor < 8)) throw new ApiError('app_version_check_failed');
}

export function refusePrivacyLevel({ store }: Parts, { creator }: Owner, postInfo: PostInfo): void {
  const isBrandedSecret = postInfo.brandContentToggle && postInfo.privacyLevel === 'SELF_ONLY';
  const isOffered =
    postInfo.privacyLevel !== null && privacyLevelOptions(creator).includes(postInfo.privacyLevel);
  if (!isOffered || (isBrandedSecret && store.settings.brandedSelfOnly === 'refused')) {
    throw new ApiError('privacy_level_option_mismatch');
  }
}

/** Every pull URL must lie under a verified domain or prefix (reference 5.3). */
export function refuseForeignUrls({ app }: Pick<Owner, 'app'>, urls: string[]): void {
  const isOwned = (url: string) => app.verifiedUrls.some((property) => coversUrl(property, url));
  if (!urls.every(isOwned)) throw new ApiError('url_ownership_unverified');
}
