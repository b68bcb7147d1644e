import { isMigrated } from '@postbus/db';
import { createServer } from '@postbus/service-kit';
import { sql } from 'drizzle-orm';
import { onAccountEvent } from './consumers/on-account-event.ts';
import { onPostStatus } from './consumers/on-post-status.ts';
import type { Dependencies } from './dependencies.ts';
import { accountRoutes } from './features/accounts/routes.ts';
import { postRoutes } from './features/posts/routes.ts';

/** Builds the HTTP server and the consumers. Neither is started: main.ts and the tests do that. */
export async function buildApp(dependencies: Dependencies) {
  const { config, db, bus, authenticator, logger } = dependencies;
  const app = await createServer({
    service: 'crm-sync',
    title: 'Postbus CRM sync',
    description: 'Accounts and posts of a workspace, ready for a CRM.',
    logger,
    config,
    authenticator,
    readiness: {
      database: () => db.execute(sql`select 1`),
      migrations: async () => {
        if (!(await isMigrated(db, 'crm-sync'))) throw new Error('a migration is missing');
      },
      bus: async () => {
        if (!bus.isConnected()) throw new Error('not connected');
      },
    },
  });
  await app.register(accountRoutes, { db });
  await app.register(postRoutes, { db });
  return { app, consumers: [onAccountEvent(dependencies), onPostStatus(dependencies)] };
}
