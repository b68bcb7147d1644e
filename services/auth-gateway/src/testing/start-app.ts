import { randomBytes } from 'node:crypto';
import { Writable } from 'node:stream';
import { connect } from '@postbus/db';
import { connectBus } from '@postbus/events';
import { createLogger } from '@postbus/service-kit';
import { freePort } from '@postbus/testing';
import { type App, buildApp } from '../app.ts';
import { loadServiceConfig } from '../config.ts';
import type { PlatformApp } from '../features/platform-apps/platform-app.ts';

export const encryptionKeys = `test:${randomBytes(32).toString('hex')}`;
export const clientKey = 'awtest0000000001';
export const clientSecret = 'test-client-secret-of-the-platform-app';

/** The app of the environment. */
export const testPlatformApp: PlatformApp = {
  id: null,
  platform: 'tiktok',
  clientKey,
  clientSecret,
  previousSecret: null,
  usesPkce: true,
  audited: true,
  verifiedUrls: [],
};

export interface TestApp extends App {
  url: string;
  /** Everything it logged so far. */
  logged(): string;
}

export interface TestAppOptions {
  databaseUrl: string;
  natsUrl?: string;
  sandboxUrl?: string;
  /** Chosen beforehand where the redirect URI has to be registered. */
  port?: number;
  /** Callbacks go to another instance. */
  redirectBaseUrl?: string;
  clock?: () => Date;
  env?: Record<string, string>;
}

/** What the service finds in its environment. */
export function appEnvironment(options: TestAppOptions & { port: number }): Record<string, string> {
  const url = `http://127.0.0.1:${options.port}`;
  return {
    PORT: `${options.port}`,
    DATABASE_URL: options.databaseUrl,
    NATS_URL: options.natsUrl ?? 'nats://127.0.0.1:1',
    AUTH_ISSUER: 'http://auth-gateway.test',
    AUTH_JWKS_URL: `${url}/.well-known/jwks.json`,
    RATE_LIMIT_PER_MINUTE: '100000',
    PUBLIC_URL: url,
    TOKEN_ENCRYPTION_KEYS: encryptionKeys,
    TIKTOK_CLIENT_KEY: clientKey,
    TIKTOK_CLIENT_SECRET: clientSecret,
    TIKTOK_REDIRECT_URI: `${options.redirectBaseUrl ?? url}/api/auth/tiktok/callback`,
    TIKTOK_AUTH_BASE_URL: options.sandboxUrl ?? 'http://127.0.0.1:1',
    TIKTOK_API_BASE_URL: options.sandboxUrl ?? 'http://127.0.0.1:1',
    ...options.env,
  };
}

/** The whole service on a port of its own, as `main.ts` puts it together. */
export async function startApp(options: TestAppOptions): Promise<TestApp> {
  const port = options.port ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  const config = loadServiceConfig(appEnvironment({ ...options, port }));
  const lines: string[] = [];
  const destination = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  const logger = createLogger({ service: 'auth-gateway', level: 'trace', destination });
  const db = connect(config.DATABASE_URL, { applicationName: 'auth-gateway test' });
  const bus = await connectBus({ url: config.NATS_URL, name: 'auth-gateway', logger });
  const app = await buildApp({ config, logger, db, bus, ...(options.clock && { clock: options.clock }) });
  app.start();
  await app.server.listen({ host: config.HOST, port });
  return { ...app, url, logged: () => lines.join('') };
}
