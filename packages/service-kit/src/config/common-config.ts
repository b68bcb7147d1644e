import { Type } from 'typebox';

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** The settings of every service. Spread them into a service's `Type.Object`. */
export const commonConfig = {
  HOST: Type.String({ default: '127.0.0.1', description: 'Address to listen on' }),
  PORT: Type.Integer({ minimum: 0, maximum: 65_535, description: 'Port to listen on' }),
  LOG_LEVEL: Type.Union(
    logLevels.map((level) => Type.Literal(level)),
    { default: 'info', description: 'The least important log line that is written' },
  ),
  DATABASE_URL: Type.String({
    format: 'uri',
    description: "PostgreSQL, with the service's own role: postgres://role:password@host/database",
  }),
  NATS_URL: Type.String({ format: 'uri', description: 'NATS, with the service\'s own user: nats://user:password@host:4222' }),
  AUTH_ISSUER: Type.String({ format: 'uri', description: 'Public URL of auth-gateway, the `iss` of every access token' }),
  AUTH_JWKS_URL: Type.String({ format: 'uri', description: "Where auth-gateway's public keys are: …/.well-known/jwks.json" }),
  RATE_LIMIT_PER_MINUTE: Type.Integer({
    minimum: 1,
    default: 600,
    description: 'Requests per minute and process of one client, or of one address when there is no client',
  }),
};
