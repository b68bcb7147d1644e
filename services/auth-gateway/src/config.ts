import { ConfigError, commonConfig, loadConfig } from '@postbus/service-kit';
import { type Static, Type } from 'typebox';

const keyPattern = '\\s*[A-Za-z0-9_-]{1,32}:[0-9a-fA-F]{64}\\s*';
const keyRingPattern = `^${keyPattern}(,${keyPattern})*$`;

const Config = Type.Object({
  ...commonConfig,
  PUBLIC_URL: Type.String({ format: 'uri', description: 'Where browsers and clients reach this service' }),
  TOKEN_ENCRYPTION_KEYS: Type.String({
    pattern: keyRingPattern,
    description: 'Keys that tokens are encrypted with, `id:hex,id:hex`; the first is current',
  }),
  TIKTOK_CLIENT_KEY: Type.String({ minLength: 1, description: 'Key of the TikTok app' }),
  TIKTOK_CLIENT_SECRET: Type.String({ minLength: 1, description: 'Secret of the TikTok app' }),
  TIKTOK_CLIENT_SECRET_PREVIOUS: Type.Optional(
    Type.String({ minLength: 1, description: 'The secret before, while webhooks signed with it may come' }),
  ),
  TIKTOK_AUDITED: Type.Union([Type.Literal('yes'), Type.Literal('no')], {
    default: 'no',
    description: 'Whether TikTok lets the app post publicly',
  }),
  TIKTOK_VERIFIED_URLS: Type.String({
    default: '',
    description: 'Domains and URL prefixes that the app has verified at TikTok, separated by commas',
  }),
  TIKTOK_REDIRECT_URI: Type.String({
    format: 'uri',
    description: 'The registered redirect URI; it must lead to `/api/auth/tiktok/callback` of this service',
  }),
  TIKTOK_AUTH_BASE_URL: Type.String({
    format: 'uri',
    default: 'https://www.tiktok.com',
    description: "Host of TikTok's authorize page",
  }),
  TIKTOK_API_BASE_URL: Type.String({
    format: 'uri',
    default: 'https://open.tiktokapis.com',
    description: "Host of TikTok's API",
  }),
  SIGNING_KEY_DAYS: Type.Integer({
    minimum: 1,
    default: 90,
    description: 'After so many days the next key signs the tokens of clients',
  }),
  TOKEN_SWEEP_SECONDS: Type.Integer({
    minimum: 1,
    maximum: 3600,
    default: 300,
    description: 'How often tokens that are due are looked for',
  }),
  TOKEN_REFRESH_PER_MINUTE: Type.Integer({
    minimum: 7,
    default: 600,
    description: 'Refreshes that the sweeps of all replicas make together in any minute',
  }),
  QUOTA_DISPLAY_PER_MINUTE: Type.Integer({
    minimum: 1,
    default: 600,
    description:
      "Calls of each endpoint of TikTok's Display API that everybody together may make with the tokens of one platform app in any minute",
  }),
  QUOTA_DISPLAY_PER_ACCOUNT_AND_DAY: Type.Integer({
    minimum: 1,
    default: 1000,
    description: 'Calls of the Display API that everybody together may make for one account in a day (UTC)',
  }),
  TIKTOK_PKCE: Type.Union([Type.Literal('on'), Type.Literal('off')], {
    default: 'on',
    description: 'Whether the authorization carries a PKCE challenge',
  }),
});

export type Config = Static<typeof Config>;

/** Reads what the service needs of the environment. Raises one error that lists everything missing or malformed. */
export function loadServiceConfig(env: NodeJS.ProcessEnv): Config {
  const config = loadConfig(Config, env);
  // The cookie that binds a connect flow to its browser is set at one of them and read at the other.
  if (new URL(config.PUBLIC_URL).hostname !== new URL(config.TIKTOK_REDIRECT_URI).hostname) {
    throw new ConfigError('TIKTOK_REDIRECT_URI and PUBLIC_URL must have the same host');
  }
  return config;
}

const CommandConfig = Type.Object({ DATABASE_URL: commonConfig.DATABASE_URL });

/** The same for the commands, which need nothing but the database. */
export const loadCommandConfig = (env: NodeJS.ProcessEnv): Static<typeof CommandConfig> =>
  loadConfig(CommandConfig, env);
