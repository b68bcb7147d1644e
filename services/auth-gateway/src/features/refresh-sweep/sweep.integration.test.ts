import { randomUUID } from 'node:crypto';
import { connect } from '@postbus/db';
import { oauthAccounts } from '@postbus/db/auth-gateway';
import { inArray, sql } from 'drizzle-orm';
import { afterEach, describe, expect, test } from 'vitest';
import { apiOf, call } from '../../testing/api.ts';
import {
  changeStored,
  connectCreator,
  publishedEvents,
  refreshes,
  type Stack,
  startStack,
  storedAccount,
  tellSandbox,
} from '../../testing/stack.ts';
import { dueStatement } from './repository.ts';

const hourMs = 3_600_000;

let stack: Stack | undefined;
afterEach(async () => {
  await stack?.close();
  stack = undefined;
});

/** A stack whose own sweeps are rare, and whose time is moved by hand. */
async function start(env: Record<string, string> = {}) {
  let offsetMs = 0;
  const clock = () => new Date(Date.now() + offsetMs);
  stack = await startStack({ clock, env: { TOKEN_SWEEP_SECONDS: '3600', ...env } });
  const started = stack;
  const pass = async (seconds: number) => {
    offsetMs += seconds * 1000;
    await tellSandbox(started, 'clock', { advanceSeconds: seconds });
  };
  /** Asks for a token anew: the client's ends after 15 minutes of this time. */
  const sweep = async (url = started.app.url) => {
    const api = await apiOf(url, started.client);
    const { status, body } = await api.post('/api/workers/token-refresh');
    expect(status).toBe(200);
    return body;
  };
  return { stack: started, pass, sweep, now: clock };
}

/** Accounts of as many creators. */
async function connectMany(started: Stack, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let at = 0; at < count; at += 1) {
    const username = `sweep${at}.${randomUUID().slice(0, 6)}`;
    await tellSandbox(started, 'creators', { username });
    ids.push(await connectCreator(started, { creator: username, userId: username }));
  }
  return ids;
}

const allOf = ({ database }: Stack, ids: string[]) =>
  database.db.select().from(oauthAccounts).where(inArray(oauthAccounts.id, ids));

describe('the sweep of tokens that are due', () => {
  test('refreshes after about 19 of 24 hours, and not before', async () => {
    const { stack, pass, sweep } = await start();
    const [id = ''] = await connectMany(stack, 1);
    await pass(17 * 3600);
    expect(await sweep()).toEqual({ due: 0, refreshed: 0, failed: 0, reauthRequired: 0 });
    await pass(4 * 3600);
    expect(await sweep()).toEqual({ due: 1, refreshed: 1, failed: 0, reauthRequired: 0 });
    expect(await sweep()).toMatchObject({ due: 0 });
    expect(await storedAccount(stack, id)).toMatchObject({ status: 'active', tokenVersion: 2 });
    expect(await publishedEvents(stack, id)).toEqual(['account.connected', 'account.refreshed']);
  });

  test('of several replicas at once refreshes each account once', async () => {
    const { stack, pass, sweep } = await start();
    const ids = await connectMany(stack, 12);
    const replicas = [stack.app, await stack.startInstance(), await stack.startInstance()];
    await pass(21 * 3600);
    await Promise.all(replicas.map(({ url }) => sweep(url)));
    // A replica's own first sweep may have taken some of them, too.
    await expect
      .poll(async () => (await allOf(stack, ids)).map(({ tokenVersion }) => tokenVersion), {
        timeout: 60_000,
      })
      .toEqual(Array(12).fill(2));
    expect(await refreshes(stack)).toBe(12);
  });

  test('an account whose refresh token is refused needs the creator; the others are refreshed all the same', async () => {
    const { stack, pass, sweep } = await start();
    const [refused = '', ...others] = await connectMany(stack, 3);
    const { openId } = await storedAccount(stack, refused);
    // The webhook that tells of it has not come.
    await tellSandbox(stack, 'webhooks/fault', { kind: 'drop', times: 100 });
    await tellSandbox(stack, 'grants/revoke', { openId });
    await pass(21 * 3600);
    expect(await sweep()).toEqual({ due: 3, refreshed: 2, failed: 0, reauthRequired: 1 });
    expect(await storedAccount(stack, refused)).toMatchObject({
      status: 'reauth_required',
      refreshDueAt: null,
      lastErrorCode: 'reauth_required',
    });
    expect((await allOf(stack, others)).map(({ status }) => status)).toEqual(['active', 'active']);
    expect(await sweep()).toMatchObject({ due: 0 });
  });

  test('an hour without TikTok ends no account, and afterwards TikTok is not overrun', async () => {
    const perMinute = 35;
    const { stack, pass, sweep, now } = await start({ TOKEN_REFRESH_PER_MINUTE: `${perMinute}` });
    const second = await stack.startInstance();
    const ids = await connectMany(stack, 40);
    await pass(21 * 3600);
    await call(`${stack.sandbox.url}/_sandbox/journal`, { method: 'DELETE' });
    await tellSandbox(stack, 'faults', {
      path: '/v2/oauth/token/',
      kind: 'status',
      status: 503,
      times: 100_000,
    });

    /** Both replicas sweep every ten seconds. */
    const sweepFor = async (seconds: number) => {
      for (let at = 0; at < seconds; at += 10) {
        await Promise.all([sweep(), sweep(second.url)]);
        await pass(10);
      }
    };
    await sweepFor(3600);
    const during = await allOf(stack, ids);
    expect(new Set(during.map(({ status }) => status))).toEqual(new Set(['active']));
    expect(during.every(({ lastErrorCode }) => lastErrorCode === 'platform_unavailable')).toBe(true);
    const soonest = now().getTime() + hourMs;
    expect(during.every(({ refreshDueAt }) => refreshDueAt && refreshDueAt.getTime() < soonest)).toBe(true);

    await call(`${stack.sandbox.url}/_sandbox/faults`, { method: 'DELETE' });
    await sweepFor(2400);
    const after = await allOf(stack, ids);
    expect(after.map(({ tokenVersion }) => tokenVersion)).toEqual(Array(40).fill(2));
    expect(after.every(({ refreshFailures, lastErrorCode }) => refreshFailures === 0 && !lastErrorCode)).toBe(
      true,
    );

    const { body } = await call(`${stack.sandbox.url}/_sandbox/journal?path=/v2/oauth/token/`);
    const times: number[] = body.requests.map(({ at }: { at: string }) => Date.parse(at));
    const busiest = Math.max(
      ...times.map((from) => times.filter((time) => time >= from && time < from + 60_000).length),
    );
    expect(busiest).toBeLessThanOrEqual(perMinute);
  });

  test('runs by itself', async () => {
    const { stack } = await start({ TOKEN_SWEEP_SECONDS: '1' });
    const [id = ''] = await connectMany(stack, 1);
    await changeStored(stack, id, { refreshDueAt: new Date(Date.now() - 1000) });
    expect(await publishedEvents(stack, id)).toContain('account.connected');
    await expect.poll(async () => (await storedAccount(stack, id)).tokenVersion, { timeout: 60_000 }).toBe(2);
  });

  test('finds what is due in an index, without looking at any account', async () => {
    const { stack, now } = await start();
    const { db } = stack.database;
    await db.execute(sql`
      insert into ${oauthAccounts} (id, workspace_id, platform, client_key, open_id, user_id, requested_scopes,
        granted_scopes, status, refresh_due_at, connected_at)
      select gen_random_uuid(), ${stack.client.workspaceId}, 'tiktok', 'aw', gen_random_uuid(), 'user', '{}', '{}',
        'active', now() + (random() - 0.05) * interval '20 hours', now()
      from generate_series(1, 20000)`);
    const admin = connect(stack.database.adminUrl, { applicationName: 'vacuum', maxConnections: 1 });
    await admin.$client.unsafe('vacuum analyze auth_gateway.oauth_accounts');
    await admin.$client.end({ timeout: 5 });
    const due = dueStatement({ now: now(), after: undefined, limit: 10 });
    const rows = await db.execute<{ 'QUERY PLAN': string }>(sql`explain ${due}`);
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).toContain('Index Only Scan using oauth_accounts_due');
    expect(plan).not.toContain('Sort');
  });

  test('asks for the scope workers:run', async () => {
    const { stack } = await start();
    const { client } = await stack.newWorkspace(['accounts:read']);
    const api = await apiOf(stack.app.url, client);
    expect((await api.post('/api/workers/token-refresh')).body.error.code).toBe('missing_scope');
  });
});
