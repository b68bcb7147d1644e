import { commonConfig, loadConfig } from '@postbus/service-kit';
import { type Static, Type } from 'typebox';

const Config = Type.Object({
  ...commonConfig,
  PORT: Type.Integer({ minimum: 0, maximum: 65_535, default: 4003, description: 'Port to listen on' }),
  TIKTOK_CLIENT_KEY: Type.String({ minLength: 1, description: 'Which app the webhooks are for' }),
  TIKTOK_CLIENT_SECRET: Type.String({ minLength: 1, description: 'What TikTok signs webhooks with' }),
  TIKTOK_CLIENT_SECRET_PREVIOUS: Type.Optional(
    Type.String({ description: 'Also accepted, while a new secret is brought in' }),
  ),
  WEBHOOK_TOLERANCE_SECONDS: Type.Integer({
    minimum: 1,
    default: 73 * 60 * 60,
    description: 'How far the time of signing may be from now. TikTok delivers again for 72 hours',
  }),
  WEBHOOK_BAD_SIGNATURES_PER_MINUTE: Type.Integer({
    minimum: 1,
    default: 60,
    description: 'From one address; more get 429. Rightly signed webhooks are never limited',
  }),
});
export type Config = Static<typeof Config>;

export const configOf = (env: NodeJS.ProcessEnv): Config => loadConfig(Config, env);
