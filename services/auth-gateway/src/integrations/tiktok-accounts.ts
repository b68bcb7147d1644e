import { type TikTokClient, type UserInfoField, userInfoFieldsFor } from '@postbus/tiktok';
import { platformAppRefused, reauthRequired } from '../errors.ts';
import type { AccountPlatform } from '../features/accounts/platform.ts';

const profileFields: readonly UserInfoField[] = ['openId', 'unionId', 'displayName', 'avatarUrl', 'username'];

/** What is asked of TikTok about an account after it was connected. */
export function createTikTokAccounts(tiktok: TikTokClient, configuredClientKey: string): AccountPlatform {
  /** The tokens of another app would be refused, and the account given up for nothing. */
  const assertConfigured = (clientKey: string) => {
    if (clientKey === configuredClientKey) return;
    throw platformAppRefused({ message: 'the platform app of this account is not configured' });
  };

  return {
    async refresh(clientKey, refreshToken) {
      assertConfigured(clientKey);
      if (refreshToken === null) throw reauthRequired();
      return tiktok.refreshToken(refreshToken);
    },

    async revoke(clientKey, accessToken) {
      assertConfigured(clientKey);
      await tiktok.revokeToken(accessToken);
    },

    async profile(accessToken, grantedScopes) {
      const covered = userInfoFieldsFor(grantedScopes);
      const fields = profileFields.filter((field) => covered.includes(field));
      if (fields.length === 0) return null;
      const user = await tiktok.userInfo(accessToken, fields);
      return {
        unionId: user.unionId ?? null,
        displayName: user.displayName ?? null,
        username: user.username ?? null,
        avatarUrl: user.avatarUrl ?? null,
      };
    },
  };
}
