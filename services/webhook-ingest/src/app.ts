import { setTimeout as pause } from 'node:timers/promises';
import { isMigrated } from '@postbus/db';
import { idempotencyKeys, webhookEvents } from '@postbus/db/webhook-ingest';
import { createOutboxRelay } from '@postbus/events';
import { closeInOrder, createIdempotency, createServer, plainAnswers } from '@postbus/service-kit';
import { sql } from 'drizzle-orm';
import { onDeadLetter } from './consumers/on-dead-letter.ts';
import type { Dependencies } from './dependencies.ts';
import { overloaded, unavailable } from './errors.ts';
import { countOpenDeadLetters } from './features/dead-letters/repository.ts';
import { deadLetterRoutes } from './features/dead-letters/routes.ts';
import { createDeadLetterService } from './features/dead-letters/service.ts';
import { hasPartition } from './features/retention/repository.ts';
import { createRetentionLoop } from './features/retention/retention.ts';
import { createReplay } from './features/webhook-events/replay.ts';
import { replayRoutes } from './features/webhook-events/replay-routes.ts';
import { webhookEventRoutes } from './features/webhook-events/routes.ts';
import { createGroupCommit } from './features/webhooks/group-commit.ts';
import { createPlatformApps, defaultAppOf } from './features/webhooks/platform-apps.ts';
import { insertWebhooks, type NewWebhook } from './features/webhooks/repository.ts';
import { webhookRoutes } from './features/webhooks/routes.ts';
import { createIntake } from './features/webhooks/service.ts';
import { committedEventOf, webhookEventReader } from './features/webhooks/webhook-event.ts';
import { workerRoutes } from './features/workers/routes.ts';
import { createAuthGateway } from './integrations/auth-gateway.ts';
import { createMetrics, measureDeadLetters, measureOutboxLag, measurePending } from './metrics.ts';

/** So many webhooks at the same time are a load under which the relay holds back, and for how long before each batch. */
const busyRows = 64;
const busyPauseMs = 1000;

/** Puts the service together. `start` begins to publish; `close` ends everything, what was passed in too. */
export async function buildApp({ config, db, bus, authenticator, logger, clock }: Dependencies) {
  const app = await createServer({
    service: 'webhook-ingest',
    title: 'Postbus webhook ingest',
    description: "Takes TikTok's webhooks in, keeps them, and publishes them on the event bus.",
    logger,
    config,
    // TikTok's arrive at once, and who is slow takes room from them.
    requestTimeoutMs: 10_000,
    authenticator,
    // Not the bus: while NATS is away webhooks are taken in all the same, and a balancer must keep sending them here.
    readiness: {
      database: () => db.execute(sql`select 1`),
      migrations: async () => {
        if (!(await isMigrated(db, 'webhook-ingest'))) throw new Error('a migration is missing');
      },
      partitions: async () => {
        if (!(await hasPartition(db, clock()))) throw new Error('this month has no partition');
      },
    },
  });
  const metrics = createMetrics(app.metricsRegistry);
  const commit = createGroupCommit<NewWebhook>({
    async write(webhooks) {
      const stored = await insertWebhooks(db, webhooks).catch((cause) => {
        throw unavailable({ cause, retryAfterSeconds: 5 });
      });
      metrics.webhooks.inc({ outcome: 'stored' }, stored);
      metrics.webhooks.inc({ outcome: 'duplicate' }, webhooks.length - stored);
      // Which of them were there before, only the table tells.
      if (stored === webhooks.length && !isBusy()) relay.publish(webhooks.map(committedEventOf));
      else if (stored > 0) relay.wake();
    },
    // The raw body, the content in the event, and the rest.
    sizeOf: ({ rawBody }) => 2 * rawBody.length + 1024,
    onFull: () => overloaded({ retryAfterSeconds: 1 }),
    onDeadline: () => unavailable({ retryAfterSeconds: 5 }),
  });
  // Under load taking in goes first: TikTok waits for an answer, the bus can wait a moment.
  const isBusy = () => commit.pending() >= busyRows;
  const relay = createOutboxRelay({
    db,
    bus,
    table: webhookEvents,
    reader: webhookEventReader,
    logger,
    // Large, so that it commits seldom: the disk is for what comes in.
    batchSize: 500,
    beforeBatch: async () => {
      if (isBusy()) await pause(busyPauseMs);
    },
  });
  measureOutboxLag(app.metricsRegistry, relay.lagSeconds);
  const deadLetters = onDeadLetter({ db, bus, logger, clock });
  measureDeadLetters(app.metricsRegistry, () => countOpenDeadLetters(db));
  measurePending(app.metricsRegistry, { 'dead-letters': deadLetters.pending });

  const { AUTH_GATEWAY_URL: url, AUTH_CLIENT_ID: clientId, AUTH_CLIENT_SECRET: clientSecret } = config;
  const authGateway =
    url && clientId && clientSecret ? createAuthGateway({ url, clientId, clientSecret }) : null;
  const apps = createPlatformApps({
    own: defaultAppOf(config),
    fetchSecrets: authGateway?.fetchSecrets ?? null,
    everyMs: config.PLATFORM_APPS_SECONDS * 1000,
    clock,
    logger,
  });
  const takeIn = createIntake({
    apps,
    toleranceSeconds: config.WEBHOOK_TOLERANCE_SECONDS,
    clock,
    commit,
  });

  const retention = createRetentionLoop({
    db,
    logger,
    clock,
    retentionDays: config.WEBHOOK_RETENTION_DAYS,
    toleranceSeconds: config.WEBHOOK_TOLERANCE_SECONDS,
  });

  const badSignaturesPerMinute = config.WEBHOOK_BAD_SIGNATURES_PER_MINUTE;
  await app.register(webhookRoutes, { takeIn, metrics, badSignaturesPerMinute });
  await app.register(webhookEventRoutes, { db });
  const idempotency = createIdempotency({ db, answers: plainAnswers(idempotencyKeys) });
  await app.register(replayRoutes, { idempotency, replay: createReplay({ clock }), onReplay: relay.wake });
  await app.register(deadLetterRoutes, { db, service: createDeadLetterService({ db, bus, clock }) });
  await app.register(workerRoutes, { relay });
  return {
    app,
    relay,
    start() {
      relay.start();
      retention.start();
      deadLetters.start();
      apps.start();
    },
    close: () =>
      closeInOrder(
        () => Promise.all([relay.stop(), deadLetters.stop()]),
        () => retention.stop(),
        () => app.close(),
        () => commit.drain(),
        async () => apps.stop(),
        async () => authGateway?.close(),
        () => bus.close(),
        () => db.$client.end({ timeout: 5 }),
      ),
  };
}
