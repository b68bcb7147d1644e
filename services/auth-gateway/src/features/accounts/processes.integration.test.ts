import { startTcpProxy, type TcpProxy, waitFor } from '@postbus/testing';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, apiOf, call } from '../../testing/api.ts';
import { type SpawnedApp, spawnApp } from '../../testing/spawn-app.ts';
import {
  auditedActions,
  changeStored,
  connectCreator,
  refreshes,
  type Stack,
  startStack,
  tellSandbox,
} from '../../testing/stack.ts';

describe('several processes of the service', () => {
  let stack: Stack;
  let proxy: TcpProxy;
  const spawned: SpawnedApp[] = [];

  const spawnOne = async (changed: Record<string, string> = {}) => {
    const app = await spawnApp({ ...stack.environment, ...changed });
    spawned.push(app);
    return app;
  };

  beforeAll(async () => {
    stack = await startStack();
    proxy = await startTcpProxy(stack.database.url);
  });
  afterEach(async () => {
    await Promise.all(spawned.splice(0).map((app) => app.kill()));
    await call(`${stack.sandbox.url}/_sandbox/faults`, { method: 'DELETE' });
    proxy.restore();
  });
  afterAll(async () => {
    await proxy?.close();
    await stack?.close();
  });

  /** An account whose token has ended. */
  const withExpiredToken = async (creator: string) => {
    const accountId = await connectCreator(stack, { creator, userId: creator });
    await changeStored(stack, accountId, { accessTokenExpiresAt: new Date(Date.now() - 1000) });
    return accountId;
  };
  const vendAt = async (url: string, accountId: string): Promise<Answer> =>
    (await apiOf(url, stack.client)).post(`/api/accounts/${accountId}/access-token`);

  /** Requests for new tokens that TikTok has not answered yet. */
  const heldRefreshes = async () => {
    const { body } = await call(`${stack.sandbox.url}/_sandbox/journal?path=/v2/oauth/token/`);
    return body.requests.filter(({ status }: { status: number | null }) => status === null).length;
  };

  /** Whether TikTok takes what the account gives away now, and its refresh token too. */
  const worksAtTikTok = async (accountId: string) => {
    const { body } = await vendAt(stack.app.url, accountId);
    const { status } = await call(`${stack.sandbox.url}/v2/user/info/?fields=open_id`, {
      headers: { authorization: `Bearer ${body.accessToken}` },
    });
    const refreshed = await stack.api.post(`/api/accounts/${accountId}/refresh`);
    return status === 200 && refreshed.status === 200;
  };

  test('cause one refresh for 50 callers of an expired token, who all get the new one', async () => {
    const accountId = await withExpiredToken('demobaker');
    const urls = (await Promise.all([spawnOne(), spawnOne(), spawnOne()])).map(({ url }) => url);
    const apis = await Promise.all(urls.map((url) => apiOf(url, stack.client)));
    const before = await refreshes(stack);
    await tellSandbox(stack, 'faults', { path: '/v2/oauth/token/', kind: 'latency', ms: 500 });
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, at) => apis[at % 3]?.post(`/api/accounts/${accountId}/access-token`)),
    );
    expect(answers.map((answer) => answer?.status)).toEqual(Array(50).fill(200));
    expect(new Set(answers.map((answer) => answer?.body.accessToken)).size).toBe(1);
    expect((await refreshes(stack)) - before).toBe(1);
    expect(await worksAtTikTok(accountId)).toBe(true);
  });

  test('one that is killed while it holds the lease is replaced by another', async () => {
    const accountId = await withExpiredToken('demogarden');
    const doomed = await spawnOne();
    // TikTok takes the request in and does nothing with it until long after this test.
    await tellSandbox(stack, 'faults', { path: '/v2/oauth/token/', kind: 'latency', ms: 600_000 });
    const lost = vendAt(doomed.url, accountId).catch(() => null);
    await waitFor('TikTok to have the request', async () => (await heldRefreshes()) > 0);
    await doomed.kill();
    await lost;
    await changeStored(stack, accountId, { leaseExpiresAt: new Date(Date.now() - 1000) });
    const { status } = await vendAt(stack.app.url, accountId);
    expect(status).toBe(200);
    expect(await worksAtTikTok(accountId)).toBe(true);
  });

  /** Kills a process that has TikTok's answer and could not store it. */
  const killBeforeCommit = async (accountId: string) => {
    const doomed = await spawnOne({ DATABASE_URL: proxy.url });
    await call(`${stack.sandbox.url}/_sandbox/journal`, { method: 'DELETE' });
    await tellSandbox(stack, 'faults', { path: '/v2/oauth/token/', kind: 'latency', ms: 1500 });
    const lost = vendAt(doomed.url, accountId).catch(() => null);
    await waitFor('TikTok to have the request', async () => (await heldRefreshes()) > 0);
    proxy.mute();
    await waitFor('TikTok to answer it', async () => (await heldRefreshes()) === 0);
    await doomed.kill();
    await lost;
    proxy.restore();
    await changeStored(stack, accountId, { leaseExpiresAt: new Date(Date.now() - 1000) });
  };

  test('one that is killed between the answer and the commit leaves an account that says what it needs', async () => {
    const accountId = await withExpiredToken('demochef');
    await killBeforeCommit(accountId);
    // The rotated refresh token died with the process, and TikTok takes no other.
    const { status, body } = await vendAt(stack.app.url, accountId);
    expect([status, body.error.code]).toEqual([409, 'reauth_required']);
    expect((await auditedActions(stack, accountId)).at(-1)).toBe('account.reauth_required');
    await connectCreator(stack, { creator: 'demochef', userId: 'demochef' });
    expect(await worksAtTikTok(accountId)).toBe(true);
  });

  test('or one that recovers by itself, where TikTok takes the old refresh token a little longer', async () => {
    const accountId = await withExpiredToken('demochef');
    await tellSandbox(stack, 'settings', { refreshTokenGraceSeconds: 600 });
    await killBeforeCommit(accountId);
    expect((await vendAt(stack.app.url, accountId)).status).toBe(200);
    expect(await worksAtTikTok(accountId)).toBe(true);
  });
});
