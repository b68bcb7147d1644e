import { webhookReceived } from '@postbus/contracts';
import { type Database, isMigrated } from '@postbus/db';
import { dataKeys, inbox, outbox, rateLimits } from '@postbus/db/auth-gateway';
import { keyRingProvider, openVault, parseKeyRing } from '@postbus/encryption';
import { type Bus, createConsumer, createOutboxRelay } from '@postbus/events';
import {
  closeInOrder,
  createAuthenticator,
  createServer,
  type Logger,
  sharedRateLimits,
} from '@postbus/service-kit';
import { Agent } from 'undici';
import type { Config } from './config.ts';
import { createOnAuthorizationRemoved } from './consumers/on-authorization-removed.ts';
import { createAccountDisconnecter } from './features/accounts/disconnect-account.ts';
import { createAccountRefresher } from './features/accounts/refresh-account.ts';
import { accountRoutes } from './features/accounts/routes.ts';
import { createTokenVendor } from './features/accounts/vend-access-token.ts';
import { auditRoutes } from './features/audit/routes.ts';
import { clientTokenRoutes } from './features/client-tokens/routes.ts';
import { createClientTokens } from './features/client-tokens/service.ts';
import { createClientManager } from './features/clients/manage-clients.ts';
import { clientRoutes } from './features/clients/routes.ts';
import { createConnectBeginner } from './features/connect-sessions/begin-connect.ts';
import { browserRoutes } from './features/connect-sessions/browser-routes.ts';
import { createSessionCreator } from './features/connect-sessions/create-session.ts';
import { createConnectFinisher } from './features/connect-sessions/finish-connect.ts';
import { connectSessionRoutes } from './features/connect-sessions/routes.ts';
import { createIdempotency } from './features/idempotency/idempotently.ts';
import { createPlatformAppDirectory } from './features/platform-apps/directory.ts';
import { createPlatformAppManager } from './features/platform-apps/manage-apps.ts';
import type { PlatformApp } from './features/platform-apps/platform-app.ts';
import { platformAppRoutes } from './features/platform-apps/routes.ts';
import { platformRoutes } from './features/platforms/routes.ts';
import { createCallForApp } from './features/proxied-calls/call-for-app.ts';
import { proxyRoutes } from './features/proxied-calls/routes.ts';
import { createRefreshBudget } from './features/refresh-sweep/budget.ts';
import { sweepRoutes } from './features/refresh-sweep/routes.ts';
import { createSweeper } from './features/refresh-sweep/run-sweeps.ts';
import { createSweep } from './features/refresh-sweep/sweep.ts';
import { createRevocationLoop } from './features/revocations/revoke-due.ts';
import { createSigningKeyLoop } from './features/signing-keys/key-loop.ts';
import { discoveryRoutes } from './features/signing-keys/routes.ts';
import { openSigningKeys } from './features/signing-keys/signing-keys.ts';
import { workspaceRoutes } from './features/workspaces/routes.ts';
import { createTikTokAccounts } from './integrations/tiktok-accounts.ts';
import { callTikTok } from './integrations/tiktok-api.ts';
import { createTikTokOAuth } from './integrations/tiktok-oauth.ts';

import { createMetrics, measureBacklog } from './metrics.ts';

/** Below the time that a refresh holds its lease. */
const tiktokTimeoutMs = 10_000;

export interface AppDependencies {
  config: Config;
  logger: Logger;
  db: Database;
  bus: Bus;
  clock?: () => Date;
}

export type App = Awaited<ReturnType<typeof buildApp>>;

/** Puts the service together. `start` begins the work behind HTTP; `close` ends everything that was passed in, too. */
export async function buildApp({ config, logger, db, bus, clock = () => new Date() }: AppDependencies) {
  const provider = keyRingProvider(parseKeyRing(config.TOKEN_ENCRYPTION_KEYS));
  const vault = await openVault({ db, table: dataKeys, provider });
  const { cipher } = vault;
  const signingKeys = await openSigningKeys({ db, cipher, clock });
  const publicUrl = config.PUBLIC_URL.replace(/\/+$/, '');
  const directory = createPlatformAppDirectory({ db, cipher, defaultApp: defaultPlatformApp(config), clock });
  const platform = createTikTokAccounts(directory, {
    apiBaseUrl: config.TIKTOK_API_BASE_URL,
    callTimeoutMs: tiktokTimeoutMs,
  });

  const server = await createServer({
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
  const metrics = createMetrics(server.metricsRegistry);
  const oauth = createTikTokOAuth(config);

  const relay = createOutboxRelay({ db, bus, table: outbox, channel: 'auth_gateway_outbox', logger });
  const webhooks = createConsumer({
    db,
    bus,
    inbox,
    service: 'auth-gateway',
    name: 'webhooks',
    stream: 'WEBHOOKS',
    filterSubject: 'webhook.tiktok.authorization.removed',
    parse: webhookReceived.parse,
    handle: createOnAuthorizationRemoved({ clock }),
    logger,
  });
  measureBacklog(server.metricsRegistry, {
    outboxLagSeconds: relay.lagSeconds,
    consumers: { 'auth-gateway-webhooks': webhooks.pending },
  });

  const accounts = { db, cipher, platform, metrics, logger, clock };
  const refreshAccount = createAccountRefresher(accounts);
  const vendAccessToken = createTokenVendor({ db, cipher, refreshAccount, clock });
  const budget = createRefreshBudget(db, config.TOKEN_REFRESH_PER_MINUTE, clock);
  const sweep = createSweep({ db, refreshAccount, budget, logger, clock });
  const intervalMs = config.TOKEN_SWEEP_SECONDS * 1000;
  const sweeper = createSweeper({ sweep, budget, intervalMs, logger });
  const revocations = createRevocationLoop({ db, cipher, platform, logger, clock });
  const onRevocation = revocations.wake;
  const disconnectAccount = createAccountDisconnecter({ db, cipher, onRevocation, clock });
  const rotateAfterDays = config.SIGNING_KEY_DAYS;
  const signingKeyLoop = createSigningKeyLoop({ signingKeys, rotateAfterDays, logger });
  const dispatcher = new Agent({
    allowH2: false,
    connect: { timeout: 10_000 },
    maxResponseSize: 1024 * 1024,
  });
  const tiktokApi = { baseUrl: config.TIKTOK_API_BASE_URL, dispatcher };
  const callForApp = createCallForApp({
    vendAccessToken,
    refreshAccount,
    callPlatform: (accessToken, call) => callTikTok(tiktokApi, accessToken, call),
  });
  const clientTokens = createClientTokens({ db, signingKeys, issuer: config.AUTH_ISSUER, clock });
  const createSession = createSessionCreator({ db, cipher, directory, publicUrl, clock });
  const beginConnect = createConnectBeginner({ db, cipher, directory, metrics, clock });
  const finishConnect = createConnectFinisher({ ...accounts, directory, onRevocation });

  const clients = createClientManager({ db, clock });
  const apps = createPlatformAppManager({ db, cipher, clock });
  const idempotently = createIdempotency({ db, cipher });

  await server.register(clientTokenRoutes({ clientTokens }));
  await server.register(discoveryRoutes({ signingKeys, issuer: config.AUTH_ISSUER, publicUrl }));
  await server.register(connectSessionRoutes({ createSession }));
  await server.register(browserRoutes({ beginConnect, finishConnect, oauth, publicUrl }));
  await server.register(accountRoutes({ db, refreshAccount, vendAccessToken, clock }));
  await server.register(proxyRoutes({ callForApp }));
  await server.register(platformAppRoutes({ db, apps, directory, idempotently }));
  await server.register(clientRoutes({ db, clients, idempotently }));
  await server.register(workspaceRoutes({ db, clients, idempotently }));
  await server.register(auditRoutes({ db }));
  await server.register(sweepRoutes({ sweep }));
  await server.register(platformRoutes({ db, disconnectAccount, clock }));

  return {
    server,
    start() {
      vault.start((error) => logger.warn({ err: error }, 'could not look for new data keys'));
      relay.start();
      webhooks.start();
      sweeper.start();
      revocations.start();
      signingKeyLoop.start();
    },
    close: () =>
      closeInOrder(
        () => sweeper.stop(),
        () => revocations.stop(),
        () => signingKeyLoop.stop(),
        () => webhooks.stop(),
        () => server.close(),
        () => relay.stop(),
        () => bus.close(),
        () => platform.close(),
        () => dispatcher.close(),
        async () => vault.stop(),
        () => db.$client.end({ timeout: 5 }),
      ),
  };
}

/** The platform app of the environment: everybody's who brings none along. */
const defaultPlatformApp = (config: Config): PlatformApp => ({
  id: null,
  platform: 'tiktok',
  clientKey: config.TIKTOK_CLIENT_KEY,
  clientSecret: config.TIKTOK_CLIENT_SECRET,
  previousSecret: config.TIKTOK_CLIENT_SECRET_PREVIOUS ?? null,
  usesPkce: config.TIKTOK_PKCE === 'on',
  audited: config.TIKTOK_AUDITED === 'yes',
  verifiedUrls: config.TIKTOK_VERIFIED_URLS.split(',').filter(Boolean),
});
