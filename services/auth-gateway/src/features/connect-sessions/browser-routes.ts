import cookie from '@fastify/cookie';
import { Platform } from '@postbus/contracts';
import { AppError, type AppServer } from '@postbus/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { TikTokOAuth } from '../../integrations/tiktok-oauth.ts';
import { createSecret } from '../../secret.ts';
import { creatorOf } from '../audit/origin.ts';
import type { BeginConnect } from './begin-connect.ts';
import { errorPage } from './error-page.ts';
import type { FinishConnect } from './finish-connect.ts';

const Parameters = Type.Object({ platform: Platform });
const word = (maxLength: number) => Type.Optional(Type.String({ maxLength }));

/** TikTok may add to it, so unknown parameters are let through. */
const CallbackQuery = Type.Object(
  { code: word(4096), state: word(512), error: word(512), error_type: word(512) },
  { additionalProperties: true },
);

/** The two addresses that a creator's browser opens. */
export function browserRoutes({
  beginConnect,
  finishConnect,
  oauth,
  publicUrl,
}: {
  beginConnect: BeginConnect;
  finishConnect: FinishConnect;
  oauth: TikTokOAuth;
  publicUrl: string;
}) {
  const isSecure = publicUrl.startsWith('https:');
  // With the prefix, no other host of the domain and nobody on the wire can set it.
  const cookieName = isSecure ? '__Host-postbus-browser' : 'postbus-browser';
  const cookieOptions = { httpOnly: true, sameSite: 'lax', secure: isSecure, path: '/' } as const;

  return async (app: AppServer): Promise<void> => {
    if (!app.hasReplyDecorator('setCookie')) await app.register(cookie);

    app.get(
      '/api/auth/:platform',
      {
        schema: {
          tags: ['connect'],
          security: [],
          operationId: 'beginConnect',
          summary: 'Send the browser to the platform',
          params: Parameters,
          querystring: Type.Object({ session: Type.String({ minLength: 1, maxLength: 128 }) }),
          response: { 302: Type.Null({ description: "To the platform's own page" }) },
        },
      },
      async (request, reply) => {
        const browser = request.cookies[cookieName] ?? createSecret();
        try {
          const begun = await beginConnect(request.query.session, browser, creatorOf(request));
          reply.setCookie(cookieName, browser, cookieOptions);
          return redirect(reply, await oauth.authorizeUrl(begun, request, reply));
        } catch (error) {
          return sendToPerson(error, request, reply);
        }
      },
    );

    app.get(
      '/api/auth/:platform/callback',
      {
        schema: {
          tags: ['connect'],
          security: [],
          operationId: 'finishConnect',
          summary: "Take in the platform's answer",
          params: Parameters,
          querystring: CallbackQuery,
          response: { 302: Type.Null({ description: 'Back to the app, with `status`' }) },
        },
      },
      async (request, reply) => {
        try {
          const returnUrl = await finishConnect({
            answer: request.query,
            browser: request.cookies[cookieName] ?? null,
            origin: creatorOf(request),
            exchangeCode: (flow) => oauth.exchangeCode(flow, request),
          });
          return redirect(reply, returnUrl);
        } catch (error) {
          return sendToPerson(error, request, reply);
        }
      },
    );
  };
}

/** The address carries what must not stay anywhere. */
const redirect = (reply: FastifyReply, url: string) =>
  reply.header('cache-control', 'no-store').redirect(url, 302);

/** A page for whoever asks for HTML; programs get the error as everywhere. */
function sendToPerson(error: unknown, request: FastifyRequest, reply: FastifyReply) {
  if (!(error instanceof AppError) || !request.headers.accept?.includes('text/html')) throw error;
  const { userMessage, code, statusCode } = error;
  return reply
    .status(statusCode)
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(errorPage({ userMessage, code, correlationId: request.correlationId }));
}
