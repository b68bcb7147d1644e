import type { Database } from '@postbus/db';
import { dataKeys } from '@postbus/db/auth-gateway';
import { keyRingProvider, openVault, parseKeyRing } from '@postbus/encryption';
import type { Bus } from '@postbus/events';
import { closeInOrder, createIdempotency, type Logger } from '@postbus/service-kit';
import { createAnswerStore } from './answer-store.ts';
import { createBackground } from './background.ts';
import type { Config } from './config.ts';
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
import { createDisplayQuota } from './features/display-calls/quota.ts';
import { displayCallRoutes } from './features/display-calls/routes.ts';
import { createPlatformAppManager } from './features/platform-apps/manage-apps.ts';
import { platformAppRoutes } from './features/platform-apps/routes.ts';
import { platformRoutes } from './features/platforms/routes.ts';
import { createCallForApp } from './features/proxied-calls/call-for-app.ts';
import { proxyRoutes } from './features/proxied-calls/routes.ts';
import { createRefreshBudget } from './features/refresh-sweep/budget.ts';
import { sweepRoutes } from './features/refresh-sweep/routes.ts';
import { createSweeper } from './features/refresh-sweep/run-sweeps.ts';
import { createSweep } from './features/refresh-sweep/sweep.ts';
import { createRevocationLoop } from './features/revocations/revoke-due.ts';
import { discoveryRoutes } from './features/signing-keys/routes.ts';
import { openSigningKeys } from './features/signing-keys/signing-keys.ts';
import { workspaceRoutes } from './features/workspaces/routes.ts';
import { createMetrics, measureBacklog } from './metrics.ts';
import { createAppServer } from './server.ts';
import { createTikTok } from './tiktok.ts';

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
  const displayQuota = createDisplayQuota({
    db,
    limits: {
      perMinute: config.QUOTA_DISPLAY_PER_MINUTE,
      perAccountAndDay: config.QUOTA_DISPLAY_PER_ACCOUNT_AND_DAY,
    },
  });
  const tiktok = createTikTok({ config, db, cipher, clock, displayQuota });
  const server = await createAppServer({ config, logger, db, bus });
  const metrics = createMetrics(server.metricsRegistry);
  const issuer = config.AUTH_ISSUER;
  const publicUrl = config.PUBLIC_URL.replace(/\/+$/, '');

  // Accounts and their tokens
  const { directory } = tiktok;
  const accounts = { db, cipher, platform: tiktok.accounts, metrics, logger, clock };
  const refreshAccount = createAccountRefresher(accounts);
  const vendAccessToken = createTokenVendor({ db, cipher, refreshAccount, clock });
  const callForApp = createCallForApp({
    ...{ vendAccessToken, refreshAccount, displayQuota },
    callPlatform: tiktok.callApi,
  });
  const budget = createRefreshBudget(db, config.TOKEN_REFRESH_PER_MINUTE, clock);
  const sweep = createSweep({ db, refreshAccount, budget, logger, clock });
  const sweeper = createSweeper({ sweep, budget, intervalMs: config.TOKEN_SWEEP_SECONDS * 1000, logger });
  const revocations = createRevocationLoop(accounts);
  const onRevocation = revocations.wake;
  const disconnectAccount = createAccountDisconnecter({ db, cipher, onRevocation, clock });

  // Connecting
  const createSession = createSessionCreator({ db, cipher, directory, publicUrl, clock });
  const beginConnect = createConnectBeginner({ db, cipher, directory, metrics, clock });
  const finishConnect = createConnectFinisher({ ...accounts, directory, onRevocation });

  // Clients and administration
  const clientTokens = createClientTokens({ db, signingKeys, issuer, clock });
  const clients = createClientManager({ db, clock });
  const apps = createPlatformAppManager({ db, cipher, clock });
  const idempotency = createIdempotency({ db, answers: createAnswerStore(cipher) });

  await server.register(clientTokenRoutes({ clientTokens }));
  await server.register(discoveryRoutes({ signingKeys, issuer, publicUrl }));
  await server.register(connectSessionRoutes({ createSession }));
  await server.register(browserRoutes({ beginConnect, finishConnect, oauth: tiktok.oauth, publicUrl }));
  await server.register(accountRoutes({ db, refreshAccount, vendAccessToken, directory, clock }));
  await server.register(displayCallRoutes({ quota: displayQuota }));
  await server.register(proxyRoutes({ callForApp }));
  await server.register(platformRoutes({ db, disconnectAccount, clock }));
  await server.register(sweepRoutes({ sweep }));
  await server.register(clientRoutes({ db, clients, idempotency }));
  await server.register(platformAppRoutes({ db, apps, directory, idempotency }));
  await server.register(workspaceRoutes({ db, clients, idempotency }));
  await server.register(auditRoutes({ db }));

  const rotateSigningKeyAfterDays = config.SIGNING_KEY_DAYS;
  const work = {
    db,
    bus,
    vault,
    signingKeys,
    rotateSigningKeyAfterDays,
    sweeper,
    revocations,
    logger,
    clock,
  };
  const background = createBackground(work);
  measureBacklog(server.metricsRegistry, {
    outboxLagSeconds: background.relay.lagSeconds,
    consumers: { 'auth-gateway-webhooks': background.webhooks.pending },
  });

  return {
    server,
    start: background.start,
    close: () =>
      closeInOrder(
        background.stopWork,
        () => server.close(),
        background.stopRelay,
        () => bus.close(),
        tiktok.close,
        () => db.$client.end({ timeout: 5 }),
      ),
  };
}
