import type { FastifyRequest } from 'fastify';
import { OAuthError } from '../http/oauth-error.ts';
import type { Sandbox } from '../sandbox.ts';
import type { App } from '../state/app.ts';

/** The fields of a form-urlencoded body; any other content type is malformed for these endpoints. */
export function readForm(request: FastifyRequest): URLSearchParams {
  const isForm = /^application\/x-www-form-urlencoded\s*(;|$)/i.test(request.headers['content-type'] ?? '');
  if (!isForm || !Buffer.isBuffer(request.body)) throw new OAuthError('invalid_request');
  return new URLSearchParams(request.body.toString());
}

/** The app that a form names and proves to be. */
export function authenticateApp({ store }: Pick<Sandbox, 'store'>, form: URLSearchParams): App {
  const clientKey = form.get('client_key');
  const clientSecret = form.get('client_secret');
  if (!clientKey) throw new OAuthError('invalid_request');
  if (!clientSecret)
    throw new OAuthError('invalid_request', { description: 'Client secret is missed in request.' });
  const app = store.apps.get(clientKey);
  if (!app || app.clientSecret !== clientSecret) throw new OAuthError('invalid_client');
  return app;
}

/** A field that must be there. */
export function requireField(form: URLSearchParams, name: string): string {
  const value = form.get(name);
  if (!value) throw new OAuthError('invalid_request');
  return value;
}
