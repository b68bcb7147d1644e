import { commonConfig, loadConfig } from '@postbus/service-kit';
import { type Static, Type } from 'typebox';

const Config = Type.Object({
  ...commonConfig,
  PUBLIC_URL: Type.String({ format: 'uri', description: 'Where browsers and clients reach this service' }),
  AUTH_GATEWAY_URL: Type.String({
    format: 'uri',
    description: 'auth-gateway, for accounts and their tokens',
  }),
  AUTH_CLIENT_ID: Type.String({ minLength: 1, description: 'Service-to-service client at auth-gateway' }),
  AUTH_CLIENT_SECRET: Type.String({ minLength: 1, description: 'Its secret' }),
  TOKEN_ENCRYPTION_KEYS: Type.String({
    minLength: 1,
    description: 'Keys that upload URLs are encrypted with, `id:hex,id:hex`; the first is current',
  }),
  TIKTOK_API_BASE_URL: Type.String({
    format: 'uri',
    default: 'https://open.tiktokapis.com',
    description: "Host of TikTok's API",
  }),
  MEDIA_DIRECTORY: Type.String({
    minLength: 1,
    description: 'Where uploaded files lie; every process of this service has to see the same',
  }),
  LEASE_SECONDS: Type.Number({
    minimum: 1,
    default: 30,
    description: 'How long a publication stays with a process that has died',
  }),
  STATUS_POLL_SECONDS: Type.Number({
    minimum: 0.1,
    default: 5,
    description:
      'First gap between questions about a publish that no webhook has settled; it grows to an hour',
  }),
});

export type Config = Static<typeof Config>;

/** Reads what the service needs of the environment. Raises one error that lists everything missing or malformed. */
export const loadServiceConfig = (env: NodeJS.ProcessEnv): Config => loadConfig(Config, env);
