import proxy from '@fastify/http-proxy';
import { type AppServer, correlationIdHeader } from '@postbus/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../../config.ts';
import { notFound, serviceUnreachable } from '../../errors.ts';
import type { AccessTokens } from '../../integrations/access-tokens.ts';
import { requireToken } from '../session/require-token.ts';
import { csrfHeader } from '../session/session.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** What the service gets instead of the cookie. */
    serviceToken: string;
  }
}

/** Where each service is. */
export const serviceUrls = (config: Config): Record<string, string> => ({
  'auth-gateway': config.AUTH_GATEWAY_URL,
  uploader: config.UPLOADER_URL,
  'webhook-ingest': config.WEBHOOK_INGEST_URL,
  'crm-sync': config.CRM_SYNC_URL,
});

/** A large piece of an upload over a slow line; the answer comes after its last byte. */
const headersTimeout = 15 * 60_000;

/** What must not go on to a service: it is between the browser and the console. */
const ownHeaders = ['cookie', 'authorization', 'origin', 'referer', csrfHeader, 'postbus-workspace'];

/** Another server may decode these and leave the path that was checked. */
const escapes = /%2e|%2f|%5c|\\|\/\.{1,2}(\/|$)/i;

/** `/api/<service>/api/…` goes on to the service's `/api/…` with the token of whoever is signed in, both ways as a stream. */
export async function proxyRoutes(
  app: AppServer,
  { config, tokens }: { config: Config; tokens: AccessTokens },
): Promise<void> {
  app.decorateRequest('serviceToken', '');

  for (const [service, upstream] of Object.entries(serviceUrls(config))) {
    const prefix = `/api/${service}`;
    await app.register(proxy, {
      upstream,
      prefix,
      rewritePrefix: '',
      httpMethods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
      disableRequestLogging: true,
      undici: { connections: 128, headersTimeout, bodyTimeout: 0 },
      // The answer may name an upload: it is reached through the console.
      internalRewriteLocationHeader: false,
      preHandler: async (request: FastifyRequest) => {
        const [path = ''] = request.url.slice(prefix.length).split('?');
        if (!path.startsWith('/api/') || escapes.test(path)) throw notFound();
        request.serviceToken = (await requireToken(request, tokens)).token;
      },
      replyOptions: {
        rewriteRequestHeaders: (request, headers) => ({
          ...without(headers, ownHeaders),
          authorization: `Bearer ${request.serviceToken}`,
          [correlationIdHeader]: request.correlationId,
        }),
        rewriteHeaders: ({ location, ...headers }) => ({
          ...without(headers, ['www-authenticate', 'set-cookie']),
          ...(location && { location: location.startsWith('/') ? `${prefix}${location}` : location }),
        }),
        onResponse: (request, reply, answer) => {
          const credentials = request.session.get('credentials');
          if (answer.statusCode === 401 && credentials) tokens.forget(credentials);
          (reply as FastifyReply).send(answer.stream);
        },
        // The browser asks again if that makes sense.
        retryDelay: () => null,
        onError: (reply, { error }) => {
          (reply as FastifyReply).send(serviceUnreachable({ cause: error }));
        },
      },
    });
  }
}

const without = <Headers extends object>(headers: Headers, names: string[]): Headers =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name))) as Headers;
