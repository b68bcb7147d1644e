import { type Database, isMigrated } from '@postbus/db';
import { dataKeys, idempotencyKeys, outbox } from '@postbus/db/uploader';
import { keyRingProvider, openVault, parseKeyRing } from '@postbus/encryption';
import { type Bus, createOutboxRelay } from '@postbus/events';
import { Postbus } from '@postbus/sdk';
import {
  closeInOrder,
  createAuthenticator,
  createGuardedFetch,
  createIdempotency,
  createServer,
  type Logger,
  plainAnswers,
} from '@postbus/service-kit';
import { createTikTokClient } from '@postbus/tiktok';
import { sql } from 'drizzle-orm';
import type { Config } from './config.ts';
import { onTikTokWebhook } from './consumers/on-tiktok-webhook.ts';
import { accountRoutes } from './features/accounts/routes.ts';
import { createMediaEncoder } from './features/encoding/media-encoder.ts';
import { encodingRoutes } from './features/encoding/routes.ts';
import { createMediaImporter } from './features/media/import-media.ts';
import { createMediaUrls } from './features/media/media-urls.ts';
import { publicMediaRoutes } from './features/media/public-routes.ts';
import { mediaRoutes } from './features/media/routes.ts';
import { createMediaService } from './features/media/service.ts';
import { createTus } from './features/media/tus.ts';
import { createPostChanger } from './features/posts/change-post.ts';
import { createPostCreator } from './features/posts/create-post.ts';
import { createDryRunner } from './features/posts/dry-run.ts';
import { progressRoutes } from './features/posts/progress-routes.ts';
import { postRoutes } from './features/posts/routes.ts';
import { uploadRoutes } from './features/posts/upload-routes.ts';
import type { WorkItem } from './features/publications/repository.ts';
import { createAdvance } from './features/publishing/advance.ts';
import { createUploadUrls } from './features/publishing/upload-urls.ts';
import { limitsOf } from './features/quotas/limits.ts';
import { createQuotas } from './features/quotas/quotas.ts';
import { createForgetLoop } from './features/retention/forget.ts';
import { createAccountTokens } from './integrations/account-tokens.ts';
import { createFiles } from './integrations/create-files.ts';
import { callTimeoutMs, createPostLister } from './integrations/list-posts.ts';
import { publishProgress } from './integrations/publish-progress.ts';
import { createTikTokAccounts } from './integrations/tiktok-accounts.ts';
import { startRecovery } from './jobs/recovery.ts';
import { createJobWorker } from './jobs/worker.ts';
import { createMetrics } from './metrics.ts';

export interface AppDependencies {
  config: Config;
  logger: Logger;
  db: Database;
  bus: Bus;
  /** Milliseconds since 1970; the system's clock unless told. */
  clock?: () => number;
}

/** Puts the service together. `start` begins the work behind HTTP; `close` ends everything that was passed in, too. */
export async function buildApp({ config, logger, db, bus, clock = Date.now }: AppDependencies) {
  const keys = parseKeyRing(config.TOKEN_ENCRYPTION_KEYS);
  const mediaUrls = createMediaUrls({ keys, publicUrl: config.PUBLIC_URL, clock });
  const provider = keyRingProvider(keys);
  const vault = await openVault({ db, table: dataKeys, provider });
  const leaseMs = config.LEASE_SECONDS * 1000;
  const statusPollMs = config.STATUS_POLL_SECONDS * 1000;
  const tiktok = createTikTokClient({
    apiBaseUrl: config.TIKTOK_API_BASE_URL,
    callTimeoutMs,
    allowHttpMedia: config.TIKTOK_FETCHES_BY_HTTP,
  });
  const postbus = new Postbus({
    urls: { authGateway: config.AUTH_GATEWAY_URL },
    clientId: config.AUTH_CLIENT_ID,
    clientSecret: config.AUTH_CLIENT_SECRET,
  });
  const tokens = createAccountTokens(postbus);
  const quotas = createQuotas({ db, limits: limitsOf(config) });
  const listPosts = createPostLister({ tiktok, postbus, logger });
  const accounts = createTikTokAccounts({ tiktok, tokens, quotas, listPosts, logger });
  const files = await createFiles(config, db);
  const workspaceBytes = config.WORKSPACE_STORAGE_GIB * 1024 ** 3;
  const media = createMediaService({ db, files, logger });
  const idempotency = createIdempotency({ db, answers: plainAnswers(idempotencyKeys) });
  const fetcher = createGuardedFetch({ allowedHosts: config.IMPORT_ALLOWED_HOSTS.split(',') });
  const { cipher } = vault;
  const importer = createMediaImporter({
    ...{ db, idempotency, files, media, fetcher, cipher, logger, workspaceBytes },
  });
  const encoder = createMediaEncoder({ db, idempotency, files, media, logger, workspaceBytes });
  const relay = createOutboxRelay({ db, bus, table: outbox, logger });

  const onTransition = (before: WorkItem, after: WorkItem) => {
    const { id, status, version, correlationId } = after.publication;
    logger.info({ publicationId: id, status, version, correlationId }, 'a publication moved on');
    metrics.countTransition(before, after);
  };
  const advance = createAdvance(
    {
      db,
      tiktok,
      accounts,
      files,
      uploadUrls: createUploadUrls(cipher),
      mediaUrls,
      logger,
      clock,
      random: Math.random,
      statusPollMs,
      // Moderation takes about a minute, and only then a post is listed.
      firstSearchMs: statusPollMs * 12,
      progress: (item) => publishProgress(bus, item),
      onTransition,
    },
    { leaseMs },
  );
  const webhooks = onTikTokWebhook({
    db,
    bus,
    logger,
    clock,
    statusPollMs,
    onTransition,
    onDeadLetter: () => metrics.countDeadLetter(),
  });
  const worker = createJobWorker({
    databaseUrl: config.DATABASE_URL,
    db,
    logger,
    advance,
    mediaTasks: { import: importer.run, encode: encoder.run },
    heartbeatMs: leaseMs / 3,
  });

  const { MEDIA_DAYS: mediaDays, UPLOAD_HOURS: uploadHours } = config;
  const forgetting = createForgetLoop({ db, files, logger, clock, mediaDays, uploadHours });

  const server = await createServer({
    service: 'uploader',
    title: 'Postbus uploader',
    description: 'Takes media in and publishes it exactly once.',
    logger,
    config,
    requestTimeoutMs: 0,
    authenticator: createAuthenticator({ issuer: config.AUTH_ISSUER, jwksUrl: config.AUTH_JWKS_URL }),
    readiness: {
      database: () => db.execute(sql`select 1`),
      migrations: async () => {
        if (!(await isMigrated(db, 'uploader'))) throw new Error('migrations are missing');
      },
      storage: () => files.check(),
      jobs: async () => {
        if (!worker.isRunning()) throw new Error('the job worker does not run');
      },
      bus: async () => {
        if (!bus.isConnected()) throw new Error('NATS is away');
      },
    },
  });
  const metrics = createMetrics({
    registry: server.metricsRegistry,
    db,
    relay,
    consumers: { 'uploader-webhooks': webhooks },
    quotas,
  });
  const uploadMs = uploadHours * 3_600_000;
  const tus = createTus({ db, files, media, path: '/api/media', uploadMs, workspaceBytes });
  await server.register(mediaRoutes, { media, tus, importer });
  await server.register(encodingRoutes, { media, encoder });
  await server.register(publicMediaRoutes, { db, files, mediaUrls });
  const createPost = createPostCreator({ db, idempotency, tokens, publicUrl: config.PUBLIC_URL, clock });
  const changePost = createPostChanger({ db, tiktokAccounts: accounts, clock, onTransition });
  const dryRun = createDryRunner({
    ...{ db, tokens, tiktokAccounts: accounts, quotas, clock },
    publicUrl: config.PUBLIC_URL,
  });
  await server.register(accountRoutes, { tokens, tiktokAccounts: accounts, quotas });
  await server.register(uploadRoutes, { db, createPost });
  await server.register(progressRoutes, { db });
  await server.register(postRoutes, { db, createPost, changePost, dryRun });

  let recovery: ReturnType<typeof startRecovery> | undefined;
  return {
    server,
    start() {
      vault.start((error) => logger.warn({ err: error }, 'could not look for new data keys'));
      relay.start();
      webhooks.start();
      worker.start();
      forgetting.start();
      // A look every few seconds; a publication counts as stranded when its own job is that late.
      const intervalMs = Math.min(5000, leaseMs / 2);
      recovery = startRecovery({
        db,
        logger,
        leaseMs,
        intervalMs,
        graceMs: intervalMs,
        isPossible: worker.isRunning,
      });
    },
    close: () =>
      closeInOrder(
        async () => recovery?.stop(),
        () => forgetting.stop(),
        () => webhooks.stop(),
        () => worker.stop(),
        () => server.close(),
        () => relay.stop(),
        () => fetcher.close(),
        () => tiktok.close(),
        () => postbus.close(),
        () => bus.close(),
        async () => vault.stop(),
        () => db.$client.end({ timeout: 5 }),
      ),
  };
}
