import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { startTokenIssuer, type TestTokenIssuer } from '@postbus/testing';

/** A connected account, as far as crm-sync needs to know it. */
export interface TestAccount {
  accountId: string;
  workspaceId: string;
  accessToken: string;
  openId: string;
  grantedScopes: string[];
  /** The code that a question for a token is refused with, with 409. */
  refusal?: string;
  /** Called when crm-sync asks for a refresh; returns the new access token. */
  refresh?: () => Promise<string>;
}

/** Stands in for auth-gateway: a real HTTP server with the routes that crm-sync calls. */
export interface StandInAuthGateway {
  url: string;
  issuer: TestTokenIssuer;
  accounts: Map<string, TestAccount>;
  /** Answers everything with 503 while true. */
  isDown: boolean;
  refreshes: number;
  close(): Promise<void>;
}

export async function startStandInAuthGateway(): Promise<StandInAuthGateway> {
  const issuer = await startTokenIssuer();
  const accounts = new Map<string, TestAccount>();

  const server = createServer((request, response) => {
    void answer(request.method ?? 'GET', request.url ?? '/', request.headers, response);
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
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      await issuer.close();
    },
  };

  async function answer(
    method: string,
    url: string,
    headers: Record<string, string | string[] | undefined>,
    response: ServerResponse,
  ): Promise<void> {
    if (standIn.isDown) return refuse(response, 503, 'unavailable');
    if (url === '/oauth/token') {
      const token = issuer.token({ workspaceId: '*', scopes: ['tokens:read'] });
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
    if (account.refusal) return refuse(response, 409, account.refusal);
    return send(response, 200, {
      accountId,
      platform: 'tiktok',
      grantedScopes: account.grantedScopes,
      openId: account.openId,
      expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
      ...(action === 'access-token' && { accessToken: account.accessToken }),
    });
  }
  return standIn;
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

const refuse = (response: ServerResponse, status: number, code: string): void =>
  send(response, status, {
    error: { code, message: code, userMessage: code, retryable: status >= 500, correlationId: 'test' },
  });
