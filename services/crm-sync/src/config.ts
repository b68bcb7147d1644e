import { commonConfig, loadConfig } from '@postbus/service-kit';
import { type Static, Type } from 'typebox';

const Config = Type.Object({
  ...commonConfig,
  PORT: Type.Integer({ minimum: 0, maximum: 65_535, default: 4004, description: 'Port to listen on' }),
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
