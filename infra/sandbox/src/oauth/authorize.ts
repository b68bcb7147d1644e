import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createCode } from '../identifiers.ts';
import { sendPage } from '../pages/html.ts';
import type { Sandbox } from '../sandbox.ts';
import { consentPage, refusalPage } from './authorize-page.ts';
import { type AuthorizeRequest, type Refusal, readAuthorizeRequest } from './authorize-request.ts';

const path = '/v2/auth/authorize/';
const sessionCookie = 'tiktok_sandbox_creator';

/** The page where a creator consents (reference 1). `POST` is the page's own form. */
export function authorizeRoutes(server: FastifyInstance, sandbox: Sandbox): void {
  const { store, clock } = sandbox;

  server.get(path, (request, reply) => {
    const asked = readAuthorizeRequest(sandbox, request);
    if ('kind' in asked) return refuse(reply, asked);
    const username = sessionOf(request);
    const { scopes } = asked;
    if (asked.maySkipConsent && hasConsented(asked, username))
      return grant(reply, asked, { username, scopes });
    return sendPage(reply, 200, consentPage(askedOf(asked), [...store.creators.values()]));
  });

  server.post(path, (request, reply) => {
    const asked = readAuthorizeRequest(sandbox, request);
    if ('kind' in asked) return refuse(reply, asked);
    const form = new URLSearchParams(Buffer.isBuffer(request.body) ? request.body.toString() : '');
    if (form.get('decision') === 'deny') {
      return sendBack(reply, asked, { error: 'access_denied', error_description: 'User denied access' });
    }
    const username = form.get('creator') ?? '';
    if (form.get('decision') !== 'allow' || !store.creators.has(username)) {
      return sendPage(
        reply,
        400,
        consentPage(askedOf(asked), [...store.creators.values()], 'Choose an account first.'),
      );
    }
    const ticked = form.getAll('scope');
    const scopes = asked.scopes.filter((scope) => scope === 'user.info.basic' || ticked.includes(scope));
    return grant(reply, asked, { username, scopes });
  });

  /** Whether every scope has been granted to this app before, in this browser. */
  function hasConsented({ app, scopes }: AuthorizeRequest, username: string): boolean {
    return [...store.refreshTokens.values()].some(
      (token) =>
        token.clientKey === app.clientKey &&
        token.username === username &&
        token.expiresAt > clock.now() &&
        scopes.every((scope) => token.scopes.includes(scope)),
    );
  }

  function grant(
    reply: FastifyReply,
    asked: AuthorizeRequest,
    { username, scopes }: { username: string; scopes: string[] },
  ): FastifyReply {
    const { app, redirectUri, codeChallenge } = asked;
    if (app.sandbox && !app.targetUsers.includes(username)) {
      return sendBack(reply, asked, { error: 'access_denied', error_type: 'non_sandbox_target' });
    }
    if (scopes.length === 0) {
      return sendBack(reply, asked, { error: 'access_denied', error_description: 'User denied access' });
    }
    const code = createCode();
    const expiresAt = clock.now() + store.settings.codeSeconds * 1000;
    const { clientKey } = app;
    store.codes.set(code, {
      code,
      clientKey,
      username,
      redirectUri,
      scopes,
      codeChallenge,
      expiresAt,
      used: false,
    });
    reply.header('set-cookie', `${sessionCookie}=${username}; Path=${path}; HttpOnly; SameSite=Lax`);
    return sendBack(reply, asked, { code, scopes: scopes.join(',') });
  }

  const sendBack = (reply: FastifyReply, asked: AuthorizeRequest, parameters: Record<string, string>) =>
    reply.redirect(`${asked.redirectUri}?${new URLSearchParams({ ...parameters, state: asked.state })}`, 302);
}

const askedOf = ({ app, scopes, redirectUri }: AuthorizeRequest) => ({
  name: app.name,
  scopes,
  afterwards: `Afterwards you return to ${new URL(redirectUri).host}.`,
});

function refuse(reply: FastifyReply, refusal: Refusal): FastifyReply {
  if (refusal.kind === 'page') return sendPage(reply, 400, refusalPage(refusal));
  const target = new URL(refusal.redirectUri);
  for (const [name, value] of Object.entries(refusal.parameters)) target.searchParams.set(name, value);
  return reply.redirect(target.href, 302);
}

function sessionOf(request: FastifyRequest): string {
  const cookies = (request.headers.cookie ?? '').split(/;\s*/);
  return (
    cookies.find((cookie) => cookie.startsWith(`${sessionCookie}=`))?.slice(sessionCookie.length + 1) ?? ''
  );
}
