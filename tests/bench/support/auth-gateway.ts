import { startTestStack, type TestStack } from '@postbus/local/testing';
import { request } from 'undici';
import type { BenchmarkContext } from '../benchmark.ts';

/** auth-gateway in a stack of its own, which waits for the disk as a real one does, and the token of a client. */
export async function startAuthGateway(context: Pick<BenchmarkContext, 'atEnd'>) {
  const stack = await startTestStack({
    services: ['auth-gateway'],
    env: { RATE_LIMIT_PER_MINUTE: '100000000', LOG_LEVEL: 'warn', TOKEN_SWEEP_SECONDS: '3600' },
    postgresSettings: { fsync: 'on', full_page_writes: 'on' },
  });
  context.atEnd(() => stack.close());
  return { stack, url: stack.urls['auth-gateway'] ?? '', token: await tokenOf(stack) };
}

async function tokenOf({ urls, adminClient }: TestStack): Promise<string> {
  const answer = await request(`${urls['auth-gateway']}/oauth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: adminClient.clientId,
      client_secret: adminClient.clientSecret,
    }).toString(),
  });
  const { access_token: token } = (await answer.body.json()) as { access_token?: string };
  if (token === undefined) throw new Error(`auth-gateway gave no token: ${answer.statusCode}`);
  return token;
}
