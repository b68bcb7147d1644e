/** A developer app at the platform, as far as its webhooks need it. */
export interface PlatformApp {
  clientKey: string;
  /** The current secret, and the previous one while a new one is brought in. Never empty. */
  secrets: string[];
}

interface AppConfig {
  TIKTOK_CLIENT_KEY: string;
  TIKTOK_CLIENT_SECRET: string;
  TIKTOK_CLIENT_SECRET_PREVIOUS?: string;
}

/** The apps whose webhooks are accepted: the default one of the environment. */
export function platformAppsOf(config: AppConfig): PlatformApp[] {
  const { TIKTOK_CLIENT_SECRET: current, TIKTOK_CLIENT_SECRET_PREVIOUS: previous } = config;
  return [{ clientKey: config.TIKTOK_CLIENT_KEY, secrets: previous ? [current, previous] : [current] }];
}
