import { type Database, isMigrated } from '@postbus/db';
import { rateLimits } from '@postbus/db/auth-gateway';
import type { Bus } from '@postbus/events';
import {
  type AppServer,
  createAuthenticator,
  createServer,
  type Logger,
  sharedRateLimits,
} from '@postbus/service-kit';
import type { Config } from './config.ts';

/** The HTTP server, without the routes that are this service's own. */
export const createAppServer = ({
  config,
  logger,
  db,
  bus,
}: {
  config: Config;
  logger: Logger;
  db: Database;
  bus: Bus;
}): Promise<AppServer> =>
  createServer({
    service: 'auth-gateway',
    title: 'Postbus auth-gateway',
    description: 'Connects creators, keeps their tokens, vends access tokens.',
    logger,
    config,
    rateLimits: sharedRateLimits({ db, table: rateLimits }),
    authenticator: createAuthenticator({ issuer: config.AUTH_ISSUER, jwksUrl: config.AUTH_JWKS_URL }),
    readiness: {
      database: () => db.$client`select 1`,
      migrations: async () => {
        if (!(await isMigrated(db, 'auth-gateway'))) throw new Error('migrations are missing');
      },
      bus: async () => {
        if (!bus.isConnected()) throw new Error('NATS is away');
      },
    },
  });
