import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import type { SandboxOptions } from './options.ts';

const Milliseconds = (fallback: number, description: string) =>
  Type.Integer({ minimum: 0, default: fallback, description });

/** The environment of `main.ts`; nobody else reads `process.env`. */
const Config = Type.Object({
  HOST: Type.String({ default: '127.0.0.1', description: 'address to listen on' }),
  PORT: Type.Integer({ minimum: 0, maximum: 65_535, default: 4010, description: 'port to listen on' }),
  LOG_LEVEL: Type.String({ default: 'info', pattern: '^(trace|debug|info|warn|error|silent)$' }),
  SANDBOX_PUBLIC_URL: Type.Optional(Type.String({ description: 'how clients reach the server' })),
  SANDBOX_CLIENT_KEY: Type.String({ default: 'awsandbox00000001', minLength: 1 }),
  SANDBOX_CLIENT_SECRET: Type.String({ default: 'sandbox_client_secret', minLength: 1 }),
  SANDBOX_REDIRECT_URI: Type.Optional(Type.String({ description: 'one or more, separated by commas' })),
  SANDBOX_WEBHOOK_URL: Type.Optional(
    Type.String({ description: 'where webhooks go; without it none are sent' }),
  ),
  SANDBOX_VERIFIED_URLS: Type.Optional(Type.String({ description: 'domains or prefixes for PULL_FROM_URL' })),
  SANDBOX_DATA_DIR: Type.Optional(Type.String({ description: 'where videos and state are kept' })),
  SANDBOX_PROCESSING_MS: Milliseconds(1000, 'from the last byte to the outcome'),
  SANDBOX_MODERATION_MS: Milliseconds(1500, 'from there to the public post id'),
  SANDBOX_WEBHOOK_RETRY_MS: Milliseconds(60_000, 'first gap between attempts; later ones double'),
});
type Config = Static<typeof Config>;

/** Reads the environment. Throws one error that names everything malformed, never a value. */
export function loadConfig(env: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const config = Value.Clean(Config, Value.Convert(Config, Value.Default(Config, given)));
  if (Value.Check(Config, config)) return config;
  const names = Value.Errors(Config, config).map(({ instancePath }) => instancePath.slice(1));
  throw new Error(`Malformed configuration: ${[...new Set(names)].join(', ')}`);
}

const list = (value: string | undefined) => (value ?? '').split(',').filter(Boolean);

export const optionsOf = (config: Config): SandboxOptions => ({
  host: config.HOST,
  port: config.PORT,
  publicUrl: config.SANDBOX_PUBLIC_URL,
  clientKey: config.SANDBOX_CLIENT_KEY,
  clientSecret: config.SANDBOX_CLIENT_SECRET,
  redirectUris: list(config.SANDBOX_REDIRECT_URI),
  webhookUrl: config.SANDBOX_WEBHOOK_URL ?? null,
  verifiedUrls: list(config.SANDBOX_VERIFIED_URLS),
  dataDir: config.SANDBOX_DATA_DIR,
  settings: {
    processingMs: config.SANDBOX_PROCESSING_MS,
    moderationMs: config.SANDBOX_MODERATION_MS,
    webhookRetryMs: config.SANDBOX_WEBHOOK_RETRY_MS,
  },
});
