import { ConfigError, commonConfig, loadConfig } from '@postbus/service-kit';
import { type Static, Type } from 'typebox';

const Config = Type.Object({
  ...commonConfig,
  PORT: Type.Integer({ minimum: 0, maximum: 65_535, default: 4003, description: 'Port to listen on' }),
  TIKTOK_CLIENT_KEY: Type.String({ minLength: 1, description: 'Which app the webhooks are for' }),
  TIKTOK_CLIENT_SECRET: Type.String({ minLength: 1, description: 'What TikTok signs webhooks with' }),
  TIKTOK_CLIENT_SECRET_PREVIOUS: Type.Optional(
    Type.String({ description: 'Also accepted, while a new secret is brought in' }),
  ),
  AUTH_GATEWAY_URL: Type.Optional(
    Type.String({
      format: 'uri',
      description:
        'auth-gateway, for the secrets of the platform apps; without it only the default app counts',
    }),
  ),
  AUTH_CLIENT_ID: Type.Optional(
    Type.String({ description: 'Service-to-service client at auth-gateway, with `webhooks:verify`' }),
  ),
  AUTH_CLIENT_SECRET: Type.Optional(Type.String({ description: 'Its secret' })),
  PLATFORM_APPS_SECONDS: Type.Integer({
    minimum: 1,
    default: 60,
    description: 'How often auth-gateway is asked, besides when a signature does not fit',
  }),
  WEBHOOK_TOLERANCE_SECONDS: Type.Integer({
    minimum: 1,
    default: 73 * 60 * 60,
    description: 'How far the time of signing may be from now. TikTok delivers again for 72 hours',
  }),
  WEBHOOK_RETENTION_DAYS: Type.Integer({
    minimum: 8,
    maximum: 36_500,
    default: 90,
    description: 'How long webhooks are kept at least, a month at a time. Longer than the bus keeps them',
  }),
  WEBHOOK_BAD_SIGNATURES_PER_MINUTE: Type.Integer({
    minimum: 1,
    default: 60,
    description: 'From one address; more get 429. Rightly signed webhooks are never limited',
  }),
});
export type Config = Static<typeof Config>;

/** Raises `ConfigError`. */
export function configOf(env: NodeJS.ProcessEnv): Config {
  const config = loadConfig(Config, env);
  const given = togetherOrNot.filter((name) => config[name] !== undefined);
  if (given.length === 0 || given.length === togetherOrNot.length) return config;
  throw new ConfigError(`Set ${togetherOrNot.join(', ')} together, or none of them.`);
}

const togetherOrNot = ['AUTH_GATEWAY_URL', 'AUTH_CLIENT_ID', 'AUTH_CLIENT_SECRET'] as const;
