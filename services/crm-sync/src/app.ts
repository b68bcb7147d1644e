import type { DeadLetter } from '@postbus/contracts';
import { isMigrated } from '@postbus/db';
import { closeInOrder, createServer } from '@postbus/service-kit';
import { sql } from 'drizzle-orm';
import { onAccountEvent } from './consumers/on-account-event.ts';
import { onPostStatus } from './consumers/on-post-status.ts';
import type { Dependencies } from './dependencies.ts';
import { accountRoutes } from './features/accounts/routes.ts';
import { postRoutes } from './features/posts/routes.ts';
import { createDeadLetterCounter, measurePending } from './metrics.ts';
import { buildOutbound } from './outbound.ts';

/** Puts the service together. `start` begins to consume; `close` ends everything, what was passed in too. */
export async function buildApp(dependencies: Dependencies) {
  const { config, db, bus, authenticator, logger } = dependencies;
  const app = await createServer({
    service: 'crm-sync',
    title: 'Postbus CRM sync',
    description: 'Accounts and posts of a workspace, ready for a CRM, and every event sent to it.',
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

  const deadLetters = createDeadLetterCounter(app.metricsRegistry);
  const onDeadLetter = ({ consumer }: DeadLetter) => deadLetters.inc({ consumer: `crm-sync-${consumer}` });
  const accounts = onAccountEvent({ db, bus, logger, onDeadLetter });
  const posts = onPostStatus({ db, bus, logger, onDeadLetter });
  const outbound = await buildOutbound(dependencies, { app, onDeadLetter });
  measurePending(app.metricsRegistry, {
    'crm-sync-accounts': accounts.pending,
    'crm-sync-posts': posts.pending,
    ...outbound.pending,
  });

  return {
    app,
    start() {
      accounts.start();
      posts.start();
      outbound.start();
    },
    close: () =>
      closeInOrder(
        () => Promise.all([accounts.stop(), posts.stop(), outbound.stopWork()]),
        () => app.close(),
        () => outbound.close(),
        () => bus.close(),
        () => db.$client.end({ timeout: 5 }),
      ),
  };
}
