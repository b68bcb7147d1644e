import { connectTestCreator, startTestStack, type TestStack } from '@postbus/local/testing';
import { waitFor } from '@postbus/testing';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sandboxControl } from '../support/sandbox.ts';

const perMinute = 12;
/** What collecting leaves to others. */
const leave = 4;
const creators = 10;
const path = '/v2/video/list/';

describe('the calls of the Display API of two crm-syncs and of apps', () => {
  let stack: TestStack;
  let sql: postgres.Sql;

  beforeAll(async () => {
    stack = await startTestStack({
      services: ['auth-gateway', 'crm-sync'],
      env: {
        QUOTA_DISPLAY_PER_MINUTE: `${perMinute}`,
        COLLECT_LEAVES_PER_MINUTE: `${leave}`,
        COLLECT_POLL_SECONDS: '0.1',
        RATE_LIMIT_PER_MINUTE: '100000',
      },
    });
    sql = postgres(stack.databaseUrl, { max: 1, onnotice: () => {} });
    // TikTok counts for the app, and is as strict as Postbus is.
    const { settings } = sandboxControl(stack.urls.sandbox ?? '');
    await settings({ displayBucket: 'app', limits: { displayPerMinute: perMinute } });
    await stack.startReplica('crm-sync');
  });
  afterAll(async () => {
    await sql?.end();
    await stack?.close();
  });

  async function clientToken(): Promise<string> {
    const { clientId, clientSecret } = stack.adminClient;
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
    });
    const answer = await fetch(`${stack.urls['auth-gateway']}/oauth/token`, { method: 'POST', body });
    return ((await answer.json()) as { access_token: string }).access_token;
  }

  test('stay together within what TikTok allows: it refuses none', async () => {
    const sandbox = sandboxControl(stack.urls.sandbox ?? '');
    const accountIds: string[] = [];
    for (let index = 0; index < creators; index += 1) {
      await sandbox.addCreator(`quota.${index}`);
      accountIds.push(await connectTestCreator(stack, `quota.${index}`));
    }
    const token = await clientToken();
    /** A call of an app, through auth-gateway. */
    const proxied = async (accountId: string): Promise<number> => {
      const url = `${stack.urls['auth-gateway']}/api/accounts/${accountId}/proxy${path}?fields=id`;
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      return (await fetch(url, { method: 'POST', headers, body: '{}' })).status;
    };
    const statuses = await Promise.all(Array.from({ length: 3 }, () => accountIds.map(proxied)).flat());
    expect(new Set(statuses)).toEqual(new Set([200, 429]));
    await waitFor('the collecting of every account to have been tried', everyAccountTried, 120_000);
    const calls = (await sandbox.journal()).filter((entry) => entry.path === path);
    expect(new Set(calls.map(({ status }) => status))).toEqual(new Set([200]));
    expect(calls.length).toBeGreaterThanOrEqual(perMinute);
    const times = calls.map(({ at }) => Date.parse(at));
    for (const start of times) {
      const inItsMinute = times.filter((time) => time >= start && time < start + 60_000);
      expect(inItsMinute.length).toBeLessThanOrEqual(perMinute);
    }
    // The two services had their part, and left apps theirs.
    const proxiedCalls = statuses.filter((status) => status === 200).length;
    expect(proxiedCalls).toBeGreaterThanOrEqual(leave);
    expect(calls.length).toBeGreaterThan(proxiedCalls);
  });

  async function everyAccountTried(): Promise<boolean> {
    const [row] = await sql`
      select count(*)::int as known, count(*) filter (where next_due_at <= now())::int as untried
      from crm_sync.account_collections`;
    return row?.known === creators && row.untried === 0;
  }
});
