import { ConfigError, commonConfig, loadConfig } from '@postbus/service-kit';
import { type Static, Type } from 'typebox';

const Url = (description: string) => Type.String({ pattern: '^https?://[^/?#]+', description });
const { HOST, LOG_LEVEL, TRUSTED_PROXIES } = commonConfig;

const Config = Type.Object({
  HOST,
  LOG_LEVEL,
  TRUSTED_PROXIES,
  PORT: Type.Integer({ minimum: 0, maximum: 65_535, default: 4000, description: 'Port to listen on' }),
  RATE_LIMIT_PER_MINUTE: Type.Integer({
    minimum: 1,
    default: 3000,
    description: 'Requests that one address may make in a minute',
  }),
  PUBLIC_URL: Url('Where browsers reach the console; https, unless it is on this machine'),
  SESSION_KEYS: Type.String({
    pattern: '^[0-9a-f]{64}(,[0-9a-f]{64})*$',
    description: 'Keys that encrypt the session cookie, 32 bytes in hex; the first is current',
  }),
  SESSION_HOURS: Type.Integer({
    minimum: 1,
    maximum: 720,
    default: 12,
    description: 'How long a person stays signed in',
  }),
  AUTH_GATEWAY_URL: Url('auth-gateway'),
  UPLOADER_URL: Url('uploader'),
  WEBHOOK_INGEST_URL: Url('webhook-ingest'),
  CRM_SYNC_URL: Url('crm-sync'),
  TIKTOK_WEB_URL: Type.String({
    pattern: '^https?://[^/?#]+',
    default: 'https://www.tiktok.com',
    description: 'Where posts are looked at',
  }),
  LOCAL_SIGN_IN_KEY: Type.Optional(
    Type.String({ minLength: 32, description: 'On a local machine: the key in the link that signs in' }),
  ),
  LOCAL_CLIENT_ID: Type.Optional(Type.String({ description: 'Whom that link signs in' })),
  LOCAL_CLIENT_SECRET: Type.Optional(Type.String({ description: 'The secret of that client' })),
});
export type Config = Static<typeof Config>;

const loopback = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Whether the console is for this machine only. */
export const isLocal = ({ PUBLIC_URL }: Pick<Config, 'PUBLIC_URL'>): boolean =>
  loopback.has(new URL(PUBLIC_URL).hostname);

/** Raises a `ConfigError` for what is missing, for plain http beyond this machine, and for a local sign-in there. */
export function configOf(env: NodeJS.ProcessEnv): Config {
  const config = loadConfig(Config, env);
  if (!isLocal(config) && !config.PUBLIC_URL.startsWith('https:'))
    throw new ConfigError('PUBLIC_URL must be https: the session cookie would travel in the open');
  const { LOCAL_SIGN_IN_KEY: key, LOCAL_CLIENT_ID: id, LOCAL_CLIENT_SECRET: secret } = config;
  if ((key || id || secret) && !(key && id && secret))
    throw new ConfigError(
      'LOCAL_SIGN_IN_KEY, LOCAL_CLIENT_ID and LOCAL_CLIENT_SECRET are set together or not at all',
    );
  if (key && !isLocal(config))
    throw new ConfigError('LOCAL_SIGN_IN_KEY is for a console on this machine only');
  return config;
}
