import type { Database } from '@postbus/db';
import type { Cipher } from '@postbus/encryption';
import { placeIn } from '../../encrypted-columns.ts';
import { platformAppRefused, platformAppUnknown } from '../../errors.ts';
import type { AppKey, AppRights, PlatformApp } from './platform-app.ts';
import { findApp, findAppByKey, findDefaultApp, listAllApps, type PlatformAppRow } from './repository.ts';

/** Finds the platform app for a purpose, with its secrets open. */
export interface PlatformAppDirectory {
  /**
   * The app to connect with: the one that is named, else the workspace's own, else the default one. Raises
   * `platform_app_unknown` if the workspace has no such app, or has disabled it.
   */
  toConnect(workspaceId: string, id: string | undefined): Promise<PlatformApp>;
  /** The app that tokens belong to. Raises `platform_app_refused` if it is not configured any more. */
  ofTokens(key: AppKey): Promise<PlatformApp>;
  /** What the platform lets that app do; null if it is not configured any more. */
  rightsOf(key: AppKey): Promise<AppRights | null>;
  /** Every secret that a webhook may be signed with, by client key. */
  webhookSecrets(): Promise<Map<string, string[]>>;
}

export function createPlatformAppDirectory({
  db,
  cipher,
  defaultApp,
  clock,
}: {
  db: Database;
  cipher: Cipher;
  defaultApp: PlatformApp;
  clock: () => Date;
}): PlatformAppDirectory {
  function open(row: PlatformAppRow): PlatformApp {
    const { id, platform, clientKey, usesPkce, audited, verifiedUrls } = row;
    const { previousSecretEncrypted: previous, previousSecretExpiresAt: until } = row;
    return {
      ...{ id, platform, clientKey, usesPkce, audited, verifiedUrls },
      clientSecret: cipher.decrypt(row.clientSecretEncrypted, placeIn('platformAppSecret', id)),
      previousSecret:
        previous && until && until > clock()
          ? cipher.decrypt(previous, placeIn('previousPlatformAppSecret', id))
          : null,
    };
  }

  return {
    async toConnect(workspaceId, id) {
      if (id === undefined) {
        const own = await findDefaultApp(db, workspaceId);
        return own ? open(own) : defaultApp;
      }
      const named = await findApp(db, workspaceId, id);
      if (!named || named.disabledAt) throw platformAppUnknown();
      return open(named);
    },

    async ofTokens(key) {
      const own = await findAppByKey(db, key);
      if (own) return open(own);
      if (key.clientKey === defaultApp.clientKey) return defaultApp;
      // With another app's secret the tokens would be refused, and the account given up for nothing.
      throw platformAppRefused({ message: 'the platform app of this account is not configured' });
    },

    async rightsOf(key) {
      const own = await findAppByKey(db, key);
      if (!own && key.clientKey !== defaultApp.clientKey) return null;
      const { audited, verifiedUrls } = own ?? defaultApp;
      return { audited, verifiedUrls: [...verifiedUrls] };
    },

    async webhookSecrets() {
      const apps = [defaultApp, ...(await listAllApps(db)).map(open)];
      const secrets = new Map<string, Set<string>>();
      for (const { clientKey, clientSecret, previousSecret } of apps) {
        const known = secrets.get(clientKey) ?? new Set();
        secrets.set(clientKey, known.add(clientSecret));
        if (previousSecret !== null) known.add(previousSecret);
      }
      return new Map([...secrets].map(([clientKey, known]) => [clientKey, [...known]]));
    },
  };
}
