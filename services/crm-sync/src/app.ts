import type { DeadLetter } from '@postbus/contracts';
import { isMigrated } from '@postbus/db';
import { outbox } from '@postbus/db/crm-sync';
import { createOutboxRelay } from '@postbus/events';
import { Postbus } from '@postbus/sdk';
import { closeInOrder, createServer } from '@postbus/service-kit';
import { createTikTokClient } from '@postbus/tiktok';
import { sql } from 'drizzle-orm';
import { onAccountEvent } from './consumers/on-account-event.ts';
import { onPostStatus } from './consumers/on-post-status.ts';
import type { Dependencies } from './dependencies.ts';
import { accountRoutes } from './features/accounts/routes.ts';
import { createCollector } from './features/collection/collector.ts';
import { exportRoutes } from './features/exports/routes.ts';
import { metricsRoutes } from './features/metrics/routes.ts';
import { createMetricsReader } from './features/metrics/service.ts';
import { overviewRoutes } from './features/overview/routes.ts';
import { createOverviewReader } from './features/overview/service.ts';
import { postRoutes } from './features/posts/routes.ts';
import { trendRoutes } from './features/trends/routes.ts';
import { topPostRoutes } from './features/trends/top-post-routes.ts';
import { createTikTokDisplay, displayCallTimeoutMs } from './integrations/tiktok-display.ts';
import { createCollectLoops } from './jobs/collect-loop.ts';
import { createMaintenanceLoop } from './jobs/maintenance.ts';
import { createDeadLetterCounter, createPassCounter, measureOutbox, measurePending } from './metrics.ts';
import { buildOutbound } from './outbound.ts';

/** Puts the service together. `start` begins to consume; `close` ends everything, what was passed in too. */
export async function buildApp(dependencies: Dependencies) {
  const { config, db, bus, authenticator, logger, clock = Date.now, random = Math.random } = dependencies;
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
  const metrics = createMetricsReader({ db, clock });
  const readOverview = createOverviewReader({ db, clock });
  await app.register(metricsRoutes, { metrics });
  await app.register(overviewRoutes, { readOverview });
  await app.register(trendRoutes, { db, clock });
  await app.register(topPostRoutes, { db, clock });
  await app.register(exportRoutes, { db, clock, metrics, readOverview });

  const deadLetters = createDeadLetterCounter(app.metricsRegistry);
  const onDeadLetter = ({ consumer }: DeadLetter) => deadLetters.inc({ consumer: `crm-sync-${consumer}` });
  const relay = createOutboxRelay({ db, bus, table: outbox, logger });
  measureOutbox(app.metricsRegistry, relay.lagSeconds);
  const accounts = onAccountEvent({ db, bus, logger, clock, onDeadLetter });
  const posts = onPostStatus({ db, bus, logger, clock, onDeadLetter });
  const outbound = await buildOutbound(dependencies, { app, onDeadLetter });
  measurePending(app.metricsRegistry, {
    'crm-sync-accounts': accounts.pending,
    'crm-sync-posts': posts.pending,
    ...outbound.pending,
  });

  const postbus = new Postbus({
    urls: { authGateway: config.AUTH_GATEWAY_URL },
    clientId: config.AUTH_CLIENT_ID,
    clientSecret: config.AUTH_CLIENT_SECRET,
  });
  const tiktok = createTikTokClient({
    apiBaseUrl: config.TIKTOK_API_BASE_URL,
    callTimeoutMs: displayCallTimeoutMs,
  });
  const passes = createPassCounter(app.metricsRegistry);
  const collector = createCollector({
    db,
    clock,
    random,
    logger,
    leaseMs: config.COLLECT_LEASE_SECONDS * 1000,
    display: createTikTokDisplay({ postbus, tiktok, leave: config.COLLECT_LEAVES_PER_MINUTE, logger }),
    onPass: (outcome) => passes.inc({ outcome }),
  });
  const collecting = createCollectLoops(collector, {
    logger,
    concurrency: config.COLLECT_CONCURRENCY,
    pollMs: config.COLLECT_POLL_SECONDS * 1000,
  });
  const maintenance = createMaintenanceLoop({ db, logger, clock });

  return {
    app,
    start() {
      relay.start();
      accounts.start();
      posts.start();
      outbound.start();
      collecting.start();
      maintenance.start();
    },
    close: () =>
      closeInOrder(
        () =>
          Promise.all([
            ...[accounts.stop(), posts.stop(), outbound.stopWork()],
            ...[collecting.stop(), maintenance.stop()],
          ]),
        () => app.close(),
        () => outbound.close(),
        () => relay.stop(),
        () => Promise.all([postbus.close(), tiktok.close()]),
        () => bus.close(),
        () => db.$client.end({ timeout: 5 }),
      ),
  };
}
