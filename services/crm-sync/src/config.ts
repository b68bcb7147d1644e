import { commonConfig, loadConfig } from '@postbus/service-kit';
import { type Static, Type } from 'typebox';

const Config = Type.Object({
  ...commonConfig,
  PORT: Type.Integer({ minimum: 0, maximum: 65_535, default: 4004, description: 'Port to listen on' }),
  AUTH_GATEWAY_URL: Type.String({ format: 'uri', description: 'auth-gateway, for tokens of accounts' }),
  AUTH_CLIENT_ID: Type.String({ minLength: 1, description: 'Service-to-service client at auth-gateway' }),
  AUTH_CLIENT_SECRET: Type.String({ minLength: 1, description: 'Its secret' }),
  TIKTOK_API_BASE_URL: Type.String({
    format: 'uri',
    default: 'https://open.tiktokapis.com',
    description: "Host of TikTok's API",
  }),
  COLLECT_CONCURRENCY: Type.Integer({
    minimum: 0,
    maximum: 64,
    default: 4,
    description: 'Accounts whose figures are collected at once by this process; 0 collects none',
  }),
  COLLECT_POLL_SECONDS: Type.Number({
    minimum: 0.05,
    default: 5,
    description: 'How often it is looked whether an account is due',
  }),
  COLLECT_LEASE_SECONDS: Type.Number({
    minimum: 30,
    default: 120,
    description: 'How long an account stays with a process that has died; longer than any call to TikTok',
  }),
  COLLECT_LEAVES_PER_MINUTE: Type.Integer({
    minimum: 0,
    maximum: 10_000,
    default: 60,
    description:
      'Calls of each endpoint of the Display API in a minute that are left to others, of those that auth-gateway allows to all',
  }),
  TOKEN_ENCRYPTION_KEYS: Type.String({
    minLength: 1,
    description: 'Keys that secrets of endpoints are encrypted with, `id:hex,id:hex`; the first is current',
  }),
  ENDPOINT_ALLOWED_HOSTS: Type.String({
    default: '',
    description:
      'Private hosts that events may be sent to, by http too: `host:port,host:*`; for development and receivers in your own network',
  }),
  DELIVERY_TIMEOUT_SECONDS: Type.Number({
    minimum: 0.1,
    maximum: 60,
    default: 20,
    description: 'How long an endpoint has for its answer',
  }),
  DELIVERY_CONCURRENCY: Type.Integer({
    minimum: 1,
    default: 256,
    description: 'Deliveries under way at the same time from one process',
  }),
  DELIVERY_CONCURRENCY_PER_ENDPOINT: Type.Integer({
    minimum: 1,
    default: 4,
    description: 'Of those to one endpoint, from all processes together',
  }),
});
export type Config = Static<typeof Config>;

export const configOf = (env: NodeJS.ProcessEnv): Config => loadConfig(Config, env);

/** For commands that only need the database. */
export const loadCommandConfig = (env: NodeJS.ProcessEnv) =>
  loadConfig(Type.Object({ DATABASE_URL: commonConfig.DATABASE_URL }), env);
