import type { RefreshedToken } from '@postbus/tiktok';
import type { Account } from './account.ts';

export type Profile = Pick<Account, 'unionId' | 'displayName' | 'username' | 'avatarUrl'>;

/** What the rules about accounts need of a platform. */
export interface AccountPlatform {
  /** Raises a `TikTokError`, or an error of this service. */
  refresh(clientKey: string, refreshToken: string | null): Promise<RefreshedToken>;
  revoke(clientKey: string, accessToken: string): Promise<void>;
  /** Null if the granted scopes cover nothing of it. */
  profile(accessToken: string, grantedScopes: readonly string[]): Promise<Profile | null>;
}
