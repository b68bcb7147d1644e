import {
  createTikTokClient,
  type TikTokClientOptions,
  type UserInfoField,
  userInfoFieldsFor,
} from '@postbus/tiktok';
import { reauthRequired } from '../errors.ts';
import type { AccountPlatform } from '../features/accounts/platform.ts';
import type { DisplayQuota } from '../features/display-calls/quota.ts';
import type { PlatformAppDirectory } from '../features/platform-apps/directory.ts';
import type { AppKey } from '../features/platform-apps/platform-app.ts';

const profileFields: readonly UserInfoField[] = ['openId', 'unionId', 'displayName', 'avatarUrl', 'username'];

/** What is asked of TikTok about accounts, each with the platform app that it was connected with. */
export function createTikTokAccounts(
  {
    directory,
    displayQuota,
  }: {
    directory: Pick<PlatformAppDirectory, 'ofTokens'>;
    displayQuota: Pick<DisplayQuota, 'takeForApp'>;
  },
  options: Pick<TikTokClientOptions, 'apiBaseUrl' | 'callTimeoutMs' | 'dispatcher'>,
): AccountPlatform {
  const anyone = createTikTokClient(options);
  const clientOf = async (key: AppKey) => {
    const { clientKey, clientSecret } = await directory.ofTokens(key);
    return createTikTokClient({ ...options, clientKey, clientSecret });
  };

  return {
    async refresh(app, refreshToken) {
      if (refreshToken === null) throw reauthRequired();
      return (await clientOf(app)).refreshToken(refreshToken);
    },

    async revoke(app, accessToken) {
      await (await clientOf(app)).revokeToken(accessToken);
    },

    async profile({ clientKey }, accessToken, grantedScopes) {
      const covered = userInfoFieldsFor(grantedScopes);
      const fields = profileFields.filter((field) => covered.includes(field));
      if (fields.length === 0) return null;
      await displayQuota.takeForApp(clientKey, 'user_info');
      const user = await anyone.userInfo(accessToken, fields);
      return {
        unionId: user.unionId ?? null,
        displayName: user.displayName ?? null,
        username: user.username ?? null,
        avatarUrl: user.avatarUrl ?? null,
      };
    },
  };
}
