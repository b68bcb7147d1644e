/** A developer app at a platform, with its secrets open. Never log one. */
export interface PlatformApp {
  /** Null for the default app, which is in the environment. */
  id: string | null;
  platform: 'tiktok';
  clientKey: string;
  clientSecret: string;
  /** The secret before, while it is still good. */
  previousSecret: string | null;
  usesPkce: boolean;
  /** Whether it may post publicly. */
  audited: boolean;
  /** Domains, or URL prefixes that end in `/`, that the platform may pull media from. */
  verifiedUrls: readonly string[];
}

export type AppRights = { audited: boolean; verifiedUrls: string[] };

/** Which app is meant: a workspace may bring its own, with the same key as another workspace's. */
export interface AppKey {
  workspaceId: string;
  clientKey: string;
}
