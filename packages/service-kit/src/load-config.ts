import { type Static, type TObject, Type } from 'typebox';
import { Value } from 'typebox/value';
import { TrustedProxies } from './http/trusted-proxies.ts';

/** Raised when the configuration can't be used. The message lists everything wrong by name, and never a value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly code = 'config_invalid';
}

/** What every service is configured with. Spread it into the service's own schema. */
export const commonConfig = {
  HOST: Type.String({ default: '127.0.0.1', description: 'Address to listen on' }),
  PORT: Type.Integer({ minimum: 0, maximum: 65_535, description: 'Port to listen on' }),
  LOG_LEVEL: Type.Union(
    ['trace', 'debug', 'info', 'warn', 'error', 'fatal'].map((level) => Type.Literal(level)),
    { default: 'info', description: 'trace, debug, info, warn, error or fatal' },
  ),
  DATABASE_URL: Type.String({
    pattern: '^postgres(ql)?://',
    description: "PostgreSQL, as this service's own role",
  }),
  NATS_URL: Type.String({ pattern: '^(nats|tls)://', description: "NATS, as this service's own user" }),
  AUTH_ISSUER: Type.String({
    format: 'uri',
    description: 'Issuer of access tokens: the public URL of auth-gateway',
  }),
  AUTH_JWKS_URL: Type.String({ format: 'uri', description: 'Where auth-gateway publishes its signing keys' }),
  RATE_LIMIT_PER_MINUTE: Type.Integer({
    minimum: 1,
    default: 600,
    description: 'Requests that one client, or one address without a client, may make in a minute',
  }),
  TRUSTED_PROXIES: TrustedProxies,
};

/**
 * Reads the environment by one schema: applies defaults and turns text into numbers and booleans.
 * An empty variable counts as missing. Raises one {@link ConfigError} that lists everything missing or malformed.
 */
export function loadConfig<Schema extends TObject>(schema: Schema, env: NodeJS.ProcessEnv): Static<Schema> {
  const names = Object.keys(schema.properties);
  const given = Object.fromEntries(names.filter((name) => env[name]).map((name) => [name, env[name]]));
  const config = Value.Convert(schema, Value.Default(schema, withoutFractions(schema, given)));
  if (Value.Check(schema, config)) return config;
  const problems = names
    .filter((name) => !isFine(schema, name, config))
    .map((name) => describe(schema, name, given));
  throw new ConfigError(`The configuration is not complete:\n${problems.join('\n')}`);
}

/** TypeBox cuts `80.5` down to 80. A text that it does not understand stays as it is, and is then malformed. */
function withoutFractions(
  schema: TObject,
  given: Record<string, string | undefined>,
): Record<string, unknown> {
  const kept = (name: string, text: string | undefined) =>
    Type.IsInteger(schema.properties[name]) && !/^-?\d+$/.test(text ?? '') ? `not whole: ${text}` : text;
  return Object.fromEntries(Object.entries(given).map(([name, text]) => [name, kept(name, text)]));
}

function isFine(schema: TObject, name: string, config: unknown): boolean {
  const property = schema.properties[name];
  const value = (config as Record<string, unknown>)[name];
  const mayMiss = !schema.required?.includes(name);
  return property === undefined || (value === undefined ? mayMiss : Value.Check(property, value));
}

function describe(schema: TObject, name: string, given: Record<string, unknown>): string {
  const { description } = (schema.properties[name] ?? {}) as { description?: string };
  return `  ${name} is ${name in given ? 'malformed' : 'missing'}${description ? `: ${description}` : ''}`;
}
