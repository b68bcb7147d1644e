import { createHash, timingSafeEqual } from 'node:crypto';
import { AppError, type AppServer } from '@postbus/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Config } from '../../config.ts';
import { localLinkRefused } from '../../errors.ts';
import type { AccessTokens, Credentials } from '../../integrations/access-tokens.ts';
import { createSignInCounter } from '../../metrics.ts';

const Session = Type.Object({
  tiktokUrl: Type.String({ description: 'Where posts are looked at' }),
  clientId: Type.Union([Type.String(), Type.Null()], { description: 'Who is signed in' }),
  scopes: Type.Array(Type.String(), { description: 'What the client may do' }),
  csrfToken: Type.String({
    description: 'For the header x-csrf-token of every request that changes something',
  }),
});

/** Guessing a secret has to be slow. */
const rateLimit = { max: 20, timeWindow: '1 minute' };
const tags = ['session'];

/** Signs people in and out, and tells the page who it has before it. */
export async function sessionRoutes(
  app: AppServer,
  { config, tokens }: { config: Config; tokens: AccessTokens },
): Promise<void> {
  const signIns = createSignInCounter(app.metricsRegistry);

  app.get(
    '/api/session',
    {
      schema: {
        tags,
        operationId: 'getSession',
        summary: 'Who is signed in',
        security: [],
        response: { 200: Session },
      },
    },
    async (request, reply) => {
      const credentials = request.session.get('credentials');
      const scopes = credentials ? await scopesOf(request, credentials) : [];
      return {
        tiktokUrl: config.TIKTOK_WEB_URL,
        clientId: request.session.get('credentials')?.clientId ?? null,
        scopes,
        csrfToken: reply.generateCsrf(),
      };
    },
  );

  app.post(
    '/api/session',
    {
      config: { rateLimit },
      schema: {
        tags,
        operationId: 'signIn',
        summary: 'Sign in with a client id and its secret',
        security: [],
        body: Type.Object({
          clientId: Type.String({ minLength: 1, maxLength: 200 }),
          clientSecret: Type.String({ minLength: 1, maxLength: 500 }),
        }),
        response: { 200: Session },
      },
    },
    async (request, reply) => signIn(request.body, { request, reply }),
  );

  app.post(
    '/api/session/local',
    {
      config: { rateLimit },
      schema: {
        tags,
        operationId: 'signInLocally',
        summary: 'Sign in with the key that `npm start` has printed',
        security: [],
        body: Type.Object({ key: Type.String({ maxLength: 500 }) }),
        response: { 200: Session },
      },
    },
    async (request, reply) => {
      const { LOCAL_SIGN_IN_KEY: key, LOCAL_CLIENT_ID: clientId, LOCAL_CLIENT_SECRET: clientSecret } = config;
      if (!key || !clientId || !clientSecret || !isSame(request.body.key, key)) {
        signIns.inc({ outcome: 'refused' });
        throw localLinkRefused();
      }
      return signIn({ clientId, clientSecret }, { request, reply });
    },
  );

  app.delete(
    '/api/session',
    {
      schema: {
        tags,
        operationId: 'signOut',
        summary: 'Sign out',
        security: [],
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      request.session.delete();
      return reply.code(204).send(null);
    },
  );

  async function signIn(
    { clientId, clientSecret }: Credentials,
    { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  ) {
    const credentials = { clientId: clientId.trim(), clientSecret: clientSecret.trim() };
    try {
      const { scopes } = await tokens.getFresh(credentials);
      request.session.regenerate();
      request.session.set('credentials', credentials);
      signIns.inc({ outcome: 'signed_in' });
      return {
        tiktokUrl: config.TIKTOK_WEB_URL,
        clientId: credentials.clientId,
        scopes,
        csrfToken: reply.generateCsrf(),
      };
    } catch (error) {
      signIns.inc({ outcome: isRefusal(error) ? 'refused' : 'unavailable' });
      throw error;
    }
  }

  /** A client that auth-gateway no longer knows is signed out. */
  async function scopesOf(request: FastifyRequest, credentials: Credentials): Promise<string[]> {
    try {
      return (await tokens.get(credentials)).scopes;
    } catch (error) {
      if (!isRefusal(error)) throw error;
      request.session.regenerate();
      return [];
    }
  }
}

const isRefusal = (error: unknown): boolean =>
  error instanceof AppError && error.code === 'credentials_refused';

/** In a time that tells nothing of how much fits. */
function isSame(given: string, expected: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(expected));
}
