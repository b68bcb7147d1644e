import csrfProtection from '@fastify/csrf-protection';
import secureSession from '@fastify/secure-session';
import type { FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import type { Config } from '../../config.ts';
import { csrfRefused } from '../../errors.ts';
import type { Credentials } from '../../integrations/access-tokens.ts';

declare module '@fastify/secure-session' {
  interface SessionData {
    credentials: Credentials;
  }
}

/** Where the page sends the CSRF token that `GET /api/session` gave it. */
export const csrfHeader = 'x-csrf-token';

const keepsState = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * The session is a cookie that only the console can open: any replica reads it, and a restart signs nobody out. Every
 * request that changes something must carry the CSRF token of the session in a header.
 */
export const sessions = fp<{ config: Config }>(
  async (app, { config }) => {
    const isSecure = config.PUBLIC_URL.startsWith('https:');
    const seconds = config.SESSION_HOURS * 3600;
    await app.register(secureSession, {
      key: config.SESSION_KEYS.split(',').map((key) => Buffer.from(key, 'hex')),
      // Browsers do not tell the ports of one host apart, so stacks side by side need names of their own.
      cookieName: isSecure ? '__Host-postbus' : `postbus-${new URL(config.PUBLIC_URL).port}`,
      expiry: seconds,
      cookie: { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure, maxAge: seconds },
    });
    await app.register(csrfProtection, { sessionPlugin: '@fastify/secure-session', getToken: tokenOf });
    app.addHook('onRequest', async (request, reply) => {
      if (keepsState.has(request.method)) return;
      const isRefused = await new Promise<boolean>((resolve) => {
        // The plugin answers by itself; the answer has to be one of ours.
        const refusal = Object.create(reply, { send: { value: () => resolve(true) } });
        app.csrfProtection(request, refusal, () => resolve(false));
      });
      if (isRefused) throw csrfRefused();
    });
  },
  { name: 'console-sessions' },
);

const tokenOf = ({ headers }: FastifyRequest): string | undefined => {
  const token = headers[csrfHeader];
  return typeof token === 'string' ? token : undefined;
};
