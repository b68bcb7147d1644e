import type { Database } from '@postbus/db';
import type { Cipher } from '@postbus/encryption';
import { Agent } from 'undici';
import type { Config } from './config.ts';
import type { DisplayQuota } from './features/display-calls/quota.ts';
import { createPlatformAppDirectory } from './features/platform-apps/directory.ts';
import type { PlatformApp } from './features/platform-apps/platform-app.ts';
import { createTikTokAccounts } from './integrations/tiktok-accounts.ts';
import { callTikTok, type TikTokCall } from './integrations/tiktok-api.ts';
import { createTikTokOAuth } from './integrations/tiktok-oauth.ts';

/** Below the time that a refresh holds its lease. */
const callTimeoutMs = 10_000;

export type TikTok = ReturnType<typeof createTikTok>;

/** Everything that reaches TikTok, over connections that are shared. */
export function createTikTok({
  config,
  db,
  cipher,
  clock,
  displayQuota,
}: {
  config: Config;
  db: Database;
  cipher: Cipher;
  clock: () => Date;
  displayQuota: Pick<DisplayQuota, 'takeForApp'>;
}) {
  const baseUrl = config.TIKTOK_API_BASE_URL;
  const dispatcher = new Agent({
    allowH2: false,
    connect: { timeout: callTimeoutMs },
    keepAliveTimeout: 30_000,
    maxResponseSize: 1024 * 1024,
  });
  const directory = createPlatformAppDirectory({ db, cipher, defaultApp: defaultAppOf(config), clock });
  return {
    directory,
    accounts: createTikTokAccounts(
      { directory, displayQuota },
      { apiBaseUrl: baseUrl, callTimeoutMs, dispatcher },
    ),
    oauth: createTikTokOAuth(config),
    callApi: (accessToken: string, call: TikTokCall, timeoutMs?: number) =>
      callTikTok({ baseUrl, dispatcher }, accessToken, call, timeoutMs),
    close: () => dispatcher.close(),
  };
}

/** The platform app of the environment: everybody's who brings none along. */
const defaultAppOf = (config: Config): PlatformApp => ({
  id: null,
  platform: 'tiktok',
  clientKey: config.TIKTOK_CLIENT_KEY,
  clientSecret: config.TIKTOK_CLIENT_SECRET,
  previousSecret: config.TIKTOK_CLIENT_SECRET_PREVIOUS ?? null,
  usesPkce: config.TIKTOK_PKCE === 'on',
  audited: config.TIKTOK_AUDITED === 'yes',
  verifiedUrls: config.TIKTOK_VERIFIED_URLS.split(',').filter(Boolean),
});
