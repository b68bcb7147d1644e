import type { RefreshedToken } from '@postbus/tiktok';
import type { AppKey } from '../platform-apps/platform-app.ts';
import type { Account } from './account.ts';

export type Profile = Pick<Account, 'unionId' | 'displayName' | 'username' | 'avatarUrl'>;

/** What the rules about accounts need of a platform. Each call raises a `TikTokError`, or an error of this service. */
export interface AccountPlatform {
  refresh(app: AppKey, refreshToken: string | null): Promise<RefreshedToken>;
  revoke(app: AppKey, accessToken: string): Promise<void>;
  /** Null if the granted scopes cover nothing of it. */
  profile(app: AppKey, accessToken: string, grantedScopes: readonly string[]): Promise<Profile | null>;
}
