import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { startTokenIssuer, type TestTokenIssuer } from './token-issuer.ts';

/** A connected account, as far as other services need to know it. */
export interface TestAccount {
  accountId: string;
  workspaceId: string;
  accessToken: string;
  /** The platform's id of the creator; one of its own unless told. */
  openId?: string;
  /** Those that publishing needs unless told. */
  grantedScopes?: string[];
  /** `active` unless told. */
  status?: string;
  /** The code that a question for a token is refused with, with 409. */
  refusal?: string;
  /** Called when somebody asks for a refresh; returns the new access token. */
  refresh?: () => Promise<string>;
}

/** Stands in for auth-gateway: a real HTTP server with the routes that services call for accounts, tokens and quotas. */
export interface StandInAuthGateway {
  url: string;
  issuer: TestTokenIssuer;
  accounts: Map<string, TestAccount>;
  /** Answers everything with 503 while true. */
  isDown: boolean;
  refreshes: number;
  /** The calls of the Display API that were taken, by endpoint, in order. */
  displayCalls: string[];
  /** How many more are given; all unless told. */
  displayCallsLeft: number;
  /** The endpoints that TikTok was said to refuse. */
  displayRefusals: string[];
  close(): Promise<void>;
}

export async function startStandInAuthGateway(): Promise<StandInAuthGateway> {
  const issuer = await startTokenIssuer();
  const accounts = new Map<string, TestAccount>();

  const server = createServer((request, response) => {
    void json(request).then((body) => answer(request, response, body as Record<string, unknown> | null));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');

  const standIn: StandInAuthGateway = {
    url: `http://127.0.0.1:${address.port}`,
    issuer,
    accounts,
    isDown: false,
    refreshes: 0,
    displayCalls: [],
    displayCallsLeft: Number.POSITIVE_INFINITY,
    displayRefusals: [],
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      await issuer.close();
    },
  };

  async function answer(
    { method, url = '/', headers }: IncomingMessage,
    response: ServerResponse,
    body: Record<string, unknown> | null,
  ): Promise<void> {
    if (standIn.isDown) return refuse(response, 503, 'unavailable');
    if (url === '/oauth/token') {
      const token = issuer.token({ workspaceId: '*', scopes: ['accounts:read', 'tokens:read'] });
      return send(response, 200, { access_token: token, token_type: 'Bearer', expires_in: 900, scope: '' });
    }
    const [, accountId = '', action = ''] = /^\/api\/accounts\/([^/]+)\/?(.*)$/.exec(url) ?? [];
    const account = accounts.get(accountId);
    if (!account || account.workspaceId !== headers['postbus-workspace']) {
      return refuse(response, 404, 'account_not_found');
    }
    if (method === 'POST' && action === 'refresh') {
      standIn.refreshes += 1;
      account.accessToken = (await account.refresh?.()) ?? account.accessToken;
    }
    if (action.startsWith('display-calls')) {
      const isTaking = action === 'display-calls';
      if (isTaking && standIn.displayCallsLeft <= 0) return refuse(response, 429, 'quota_full', 60);
      (isTaking ? standIn.displayCalls : standIn.displayRefusals).push(String(body?.endpoint));
      if (isTaking) standIn.displayCallsLeft -= 1;
      return isTaking ? send(response, 200, { endWithinMs: 20_000 }) : void response.writeHead(204).end();
    }
    if (account.refusal) return refuse(response, 409, account.refusal);
    return send(response, 200, {
      accountId,
      platform: 'tiktok',
      status: account.status ?? 'active',
      grantedScopes: account.grantedScopes ?? ['video.publish', 'video.upload'],
      openId: account.openId ?? `open-${accountId}`,
      expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
      ...(action === 'access-token' && { accessToken: account.accessToken }),
    });
  }
  return standIn;
}

/** What was posted; null for anything but JSON. */
async function json(request: IncomingMessage): Promise<unknown> {
  const body = await text(request);
  return request.headers['content-type']?.startsWith('application/json') ? JSON.parse(body) : null;
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function refuse(response: ServerResponse, status: number, code: string, retryAfterSeconds?: number): void {
  if (retryAfterSeconds !== undefined) response.setHeader('retry-after', retryAfterSeconds);
  const retryable = status >= 500 || status === 429;
  send(response, status, {
    error: { code, message: code, userMessage: code, retryable, correlationId: 'test' },
  });
}
