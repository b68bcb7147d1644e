import { createServer, type Logger } from '@postbus/service-kit';
import type { Config } from './config.ts';
import { pageRoutes, requireWeb } from './features/pages/routes.ts';
import { proxyRoutes } from './features/proxy/routes.ts';
import { sessionRoutes } from './features/session/routes.ts';
import { sessions } from './features/session/session.ts';
import { systemRoutes } from './features/system/routes.ts';
import { createAccessTokens } from './integrations/access-tokens.ts';

export interface Dependencies {
  config: Config;
  logger: Logger;
  /** Milliseconds since 1970. */
  clock: () => number;
}

/** Puts the service together. */
export async function buildApp({ config, logger, clock }: Dependencies) {
  const app = await createServer({
    service: 'console',
    title: 'Postbus console',
    description: 'The web page where people connect accounts, publish and see what came of it.',
    logger,
    config,
    // Uploads pass through.
    requestTimeoutMs: 0,
    readiness: { web: requireWeb },
  });
  const tokens = createAccessTokens({ authGatewayUrl: config.AUTH_GATEWAY_URL, now: clock });
  await app.register(sessions, { config });
  await app.register(sessionRoutes, { config, tokens });
  await app.register(systemRoutes, { config, tokens });
  await app.register(proxyRoutes, { config, tokens });
  await app.register(pageRoutes, { config });
  return { app, close: () => app.close() };
}
