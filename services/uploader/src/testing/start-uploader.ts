import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { connect } from '@postbus/db';
import { connectBus } from '@postbus/events';
import { createLogger } from '@postbus/service-kit';
import {
  createTestDatabase,
  type StandInAuthGateway,
  startNatsServer,
  startStandInAuthGateway,
  type TestDatabase,
  type TestNatsServer,
  waitFor,
} from '@postbus/testing';
import { type AppDependencies, buildApp } from '../app.ts';
import { loadServiceConfig } from '../config.ts';

/** What one test file's uploaders share: they may be several, one after the other or side by side. */
export interface Surroundings {
  database: TestDatabase;
  nats: TestNatsServer;
  authGateway: StandInAuthGateway;
  mediaDirectory: string;
  /** For a process of its own. */
  env: Record<string, string>;
  close(): Promise<void>;
}

/** Starts what uploader needs around it. */
export async function startSurroundings(tiktokUrl: string): Promise<Surroundings> {
  const database = await createTestDatabase('uploader');
  const nats = await startNatsServer();
  const authGateway = await startStandInAuthGateway();
  const mediaDirectory = await mkdtemp(join(tmpdir(), 'postbus-media-'));
  return {
    database,
    nats,
    authGateway,
    mediaDirectory,
    env: {
      PORT: '0',
      LOG_LEVEL: 'debug',
      // Waiting for something means asking often.
      RATE_LIMIT_PER_MINUTE: '1000000',
      DATABASE_URL: database.url,
      NATS_URL: nats.url,
      AUTH_ISSUER: authGateway.issuer.issuer,
      AUTH_JWKS_URL: authGateway.issuer.jwksUrl,
      PUBLIC_URL: 'http://127.0.0.1:4002',
      AUTH_GATEWAY_URL: authGateway.url,
      AUTH_CLIENT_ID: 'uploader',
      AUTH_CLIENT_SECRET: 'secret of the service client',
      TOKEN_ENCRYPTION_KEYS: `test:${randomBytes(32).toString('hex')}`,
      TIKTOK_API_BASE_URL: tiktokUrl,
      MEDIA_DIRECTORY: mediaDirectory,
      LEASE_SECONDS: '2',
      STATUS_POLL_SECONDS: '0.2',
    },
    async close() {
      await authGateway.close();
      await nats.close();
      await database.close();
      await rm(mediaDirectory, { recursive: true, force: true });
    },
  };
}

export interface RunningUploader {
  url: string;
  /** Every line that was logged. */
  log(): string;
  close(): Promise<void>;
}

/** Runs uploader in this process, listening on a free port. */
export async function startUploader(
  { env }: Surroundings,
  overrides: Pick<AppDependencies, 'clock'> & { env?: Record<string, string> } = {},
): Promise<RunningUploader> {
  const config = loadServiceConfig({ ...env, ...overrides.env });
  const lines: string[] = [];
  const destination = new Writable({
    write(line, _encoding, done) {
      lines.push(String(line));
      done();
    },
  });
  const logger = createLogger({ service: 'uploader', level: config.LOG_LEVEL, destination });
  const db = connect(config.DATABASE_URL, { applicationName: 'uploader test' });
  const bus = await connectBus({ url: config.NATS_URL, name: 'uploader', logger });
  const { clock } = overrides;
  const app = await buildApp({ config, logger, db, bus, ...(clock && { clock }) });
  app.start();
  const url = await app.server.listen({ host: config.HOST, port: config.PORT });
  await untilReady(url);
  return { url, log: () => lines.join(''), close: app.close };
}

/** Waits until a started uploader says that everything it needs works. */
export const untilReady = (url: string) =>
  waitFor('uploader to be ready', async () => {
    const answer = await fetch(`${url}/health/ready`).catch(() => null);
    return answer?.status === 200;
  });
