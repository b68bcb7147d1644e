import Fastify, { type FastifyInstance, LogController } from 'fastify';
import { controlRoutes } from './control/routes.ts';
import { userInfoRoute } from './display/user-info.ts';
import { videoListRoute } from './display/video-list.ts';
import { videoQueryRoute } from './display/video-query.ts';
import { answerErrors } from './http/answer-errors.ts';
import { takeRawBodies, takeStreams } from './http/bodies.ts';
import { playFaults } from './http/play-faults.ts';
import { recordRequests } from './http/record-requests.ts';
import { decorateRequests } from './http/request-state.ts';
import { authorizeRoutes } from './oauth/authorize.ts';
import { qrCodeRoutes } from './oauth/qr-code.ts';
import { revokeRoute } from './oauth/revoke.ts';
import { scanPageRoutes } from './oauth/scan-page.ts';
import { tokenRoute } from './oauth/token.ts';
import { avatarRoute } from './pages/avatar.ts';
import { coverRoute } from './pages/covers.ts';
import { mediaRoutes } from './pages/media.ts';
import { postPages } from './pages/post-page.ts';
import { postsPage } from './pages/posts-page.ts';
import { cancelRoute } from './posting/cancel.ts';
import { creatorInfoRoute } from './posting/creator-info.ts';
import { directVideoInitRoute } from './posting/direct-video-init.ts';
import { inboxVideoInitRoute } from './posting/inbox-video-init.ts';
import { photoInitRoute } from './posting/photo-init.ts';
import { statusFetchRoute } from './posting/status-fetch.ts';
import type { Sandbox } from './sandbox.ts';
import { putChunkRoute } from './transfer/put-chunk.ts';

const apiRoutes = [
  authorizeRoutes,
  tokenRoute,
  revokeRoute,
  qrCodeRoutes,
  scanPageRoutes,
  userInfoRoute,
  videoListRoute,
  videoQueryRoute,
  creatorInfoRoute,
  directVideoInitRoute,
  inboxVideoInitRoute,
  photoInitRoute,
  statusFetchRoute,
  cancelRoute,
];

const pageRoutes = [postsPage, postPages, mediaRoutes, coverRoute, avatarRoute];

/** One server for every host of TikTok, for the sandbox's pages and for its controls. */
export async function buildApp(sandbox: Sandbox): Promise<FastifyInstance> {
  const server = Fastify({
    loggerInstance: sandbox.log,
    logController: new LogController({ disableRequestLogging: true }),
    exposeHeadRoutes: false,
    // An upload may take long, but not stand still.
    connectionTimeout: 120_000,
    forceCloseConnections: true,
    ajv: { customOptions: { removeAdditional: false, useDefaults: false, coerceTypes: false } },
    // An undecodable URL, too, is a path that the gateway does not know.
    frameworkErrors: (_error, _request, reply) => {
      reply.hijack();
      reply.raw
        .writeHead(404, { 'content-type': 'text/plain; charset=utf-8' })
        .end('Unsupported path(Janus)');
    },
  });
  decorateRequests(server);
  recordRequests(server, sandbox);
  playFaults(server, sandbox);
  answerErrors(server, sandbox);
  await server.register(async (scope) => {
    takeRawBodies(scope);
    for (const routes of apiRoutes) routes(scope, sandbox);
  });
  await server.register(async (scope) => {
    takeStreams(scope);
    putChunkRoute(scope, sandbox);
  });
  await server.register(async (scope) => {
    for (const routes of pageRoutes) routes(scope, sandbox);
    controlRoutes(scope, sandbox);
  });
  return server;
}
