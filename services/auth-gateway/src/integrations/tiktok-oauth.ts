import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import oauth2, { type FastifyOAuth2Options, type OAuth2Namespace } from '@fastify/oauth2';
import { hexCodeChallenge } from '@postbus/tiktok';
import Fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import type { PlatformApp } from '../features/platform-apps/platform-app.ts';
import { CodeExchangeError, readTokenAnswer, type TokenGrant } from './token-answer.ts';

declare module 'fastify' {
  interface FastifyInstance {
    tiktokOAuth: OAuth2Namespace;
  }
}

const authorizePath = '/v2/auth/authorize/';
const tokenPath = '/v2/oauth/token/';
const timeoutMs = 10_000;
const maxAnswerBytes = 64 * 1024;
const stateCookieName = 'postbus-oauth-state';
/** Platform apps whose plugin is kept at hand. */
const maxKept = 100;

/** Where TikTok is, and where it sends the browser back to. */
export interface TikTokOAuthConfig {
  TIKTOK_AUTH_BASE_URL: string;
  TIKTOK_API_BASE_URL: string;
  TIKTOK_REDIRECT_URI: string;
}

/** What the plugin asks for while it works on one request. */
interface Flow {
  app: PlatformApp;
  state: string;
  codeVerifier: string | null;
}

export interface TikTokOAuth {
  /** The address of TikTok's consent page. */
  authorizeUrl(
    flow: Flow & { scopes: string[] },
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<string>;
  /**
   * Exchanges the code in the query of the callback, which works once. To be called only when the session of the
   * state was found, compared with the browser and used up. Raises {@link CodeExchangeError}.
   */
  exchangeCode(flow: Flow, request: FastifyRequest): Promise<TokenGrant>;
}

/**
 * The authorization-code flow at TikTok, by `@fastify/oauth2`.
 *
 * The plugin would keep state and verifier in cookies, hash the verifier into base64url, and ask for the same scopes
 * each time. Here state and verifier are in the row of the connect session, which is used once; TikTok wants the
 * challenge in hex, scopes separated by commas, and `client_key` instead of `client_id`. It also knows one set of
 * credentials, so each platform app has an instance of its own, on a server that never listens.
 * Source: developers.tiktok.com/doc/login-kit-web, /doc/oauth-user-access-token-management
 */
export function createTikTokOAuth(config: TikTokOAuthConfig): TikTokOAuth {
  const flows = new AsyncLocalStorage<Flow>();
  const kept = new Map<string, Promise<OAuth2Namespace>>();

  function pluginOf({ app, codeVerifier }: Flow): Promise<OAuth2Namespace> {
    const credentials = JSON.stringify([app.clientKey, app.clientSecret, codeVerifier !== null]);
    const key = createHash('sha256').update(credentials).digest('hex');
    const present = kept.get(key);
    if (present) return present;
    const [oldest] = kept.keys();
    if (kept.size >= maxKept && oldest !== undefined) kept.delete(oldest);
    const made = makePlugin(optionsOf(config, app, codeVerifier === null ? {} : verifierOf(flows), flows));
    kept.set(key, made);
    return made;
  }

  return {
    async authorizeUrl({ scopes, ...flow }, request, reply) {
      const plugin = await pluginOf(flow);
      const url = await flows.run(flow, () => plugin.generateAuthorizationUri(request, reply));
      reply.clearCookie(stateCookieName);
      const complete = new URL(url);
      complete.searchParams.set('scope', scopes.join(','));
      if (flow.codeVerifier) {
        complete.searchParams.set('code_challenge', hexCodeChallenge(flow.codeVerifier));
        complete.searchParams.set('code_challenge_method', 'S256');
      }
      return complete.href;
    },

    async exchangeCode(flow, request) {
      const plugin = await pluginOf(flow);
      let answer: unknown;
      try {
        const granted = await flows.run(flow, () => plugin.getAccessTokenFromAuthorizationCodeFlow(request));
        answer = granted.token;
      } catch (error) {
        throw CodeExchangeError.fromClient(error);
      }
      return readTokenAnswer(answer);
    },
  };
}

async function makePlugin(options: FastifyOAuth2Options): Promise<OAuth2Namespace> {
  const holder = Fastify();
  await holder.register(oauth2, options);
  await holder.ready();
  return holder.tiktokOAuth;
}

function optionsOf(
  config: TikTokOAuthConfig,
  { clientKey, clientSecret }: PlatformApp,
  tokenRequestParams: object,
  flows: AsyncLocalStorage<Flow>,
): FastifyOAuth2Options {
  return {
    name: 'tiktokOAuth',
    callbackUri: config.TIKTOK_REDIRECT_URI,
    redirectStateCookieName: stateCookieName,
    generateStateFunction: () => flows.getStore()?.state ?? '',
    // The connect flow has checked it by then, against the session and not a cookie.
    checkStateFunction: () => flows.getStore() !== undefined,
    tokenRequestParams,
    credentials: {
      client: { id: clientKey, secret: clientSecret, idParamName: 'client_key' },
      auth: {
        authorizeHost: config.TIKTOK_AUTH_BASE_URL,
        authorizePath,
        tokenHost: config.TIKTOK_API_BASE_URL,
        tokenPath,
      },
      options: { authorizationMethod: 'body' },
      http: { timeout: timeoutMs, maxBytes: maxAnswerBytes },
    },
  };
}

/** Read anew for each exchange: the plugin copies these parameters into the request's form. */
const verifierOf = (flows: AsyncLocalStorage<Flow>) => ({
  get code_verifier() {
    return flows.getStore()?.codeVerifier ?? '';
  },
});
