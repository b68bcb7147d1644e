import { displayCalls, displayDays, displayWindows } from '@postbus/db/auth-gateway';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Api, apiOf, call } from '../../testing/api.ts';
import {
  changeStored,
  connectCreator,
  journal,
  type Stack,
  startStack,
  tellSandbox,
} from '../../testing/stack.ts';

const perMinute = 40;
const perDay = 100;

describe("the calls of TikTok's Display API", () => {
  let stack: Stack;
  let accountId: string;
  /** Of two replicas. */
  let apis: [Api, Api];

  beforeAll(async () => {
    stack = await startStack({
      env: { QUOTA_DISPLAY_PER_MINUTE: `${perMinute}`, QUOTA_DISPLAY_PER_ACCOUNT_AND_DAY: `${perDay}` },
    });
    accountId = await connectCreator(stack);
    const other = await stack.startInstance();
    apis = [stack.api, await apiOf(other.url, stack.client)];
  });
  beforeEach(async () => {
    for (const table of [displayCalls, displayDays, displayWindows]) await stack.database.db.delete(table);
    await call(`${stack.sandbox.url}/_sandbox/journal`, { method: 'DELETE' });
  });
  afterAll(() => stack?.close());

  const path = () => `/api/accounts/${accountId}/display-calls`;
  const take = (api: Api, endpoint = 'user_info', more: object = {}) =>
    api.post(path(), { endpoint, ...more });
  const proxied = (api: Api) => api.get(`/api/accounts/${accountId}/proxy/v2/user/info/?fields=open_id`);
  /** Time goes by: whatever counts does so for less long. */
  const pass = (seconds: number) =>
    stack.database.db
      .update(displayCalls)
      .set({ countsUntil: sql`${displayCalls.countsUntil} - make_interval(secs => ${seconds})` });
  const statuses = (answers: { status: number }[]) => {
    const count = (status: number) => answers.filter((answer) => answer.status === status).length;
    return { 200: count(200), 429: count(429) };
  };

  test('are never more than allowed, whoever makes them, through whichever replica, at the same time', async () => {
    const calls = Array.from({ length: 120 }, (_, index) => {
      const api = apis[index % 2] as Api;
      return index % 3 === 0 ? take(api) : proxied(api);
    });
    const answers = await Promise.all(calls);
    expect(statuses(answers)).toEqual({ 200: perMinute, 429: 120 - perMinute });
    const made = await journal(stack, '/v2/user/info/');
    const taken = answers.filter(({ status, body }) => status === 200 && body.endWithinMs !== undefined);
    expect(made.length + taken.length).toBe(perMinute);
    const refused = answers.find(({ status }) => status === 429);
    expect(refused?.body.error).toMatchObject({ code: 'quota_full', retryable: true });
    // A minute, and the time that a call has to reach TikTok.
    const retryAfter = Number(refused?.headers.get('retry-after'));
    expect(retryAfter).toBeGreaterThan(60);
    expect(retryAfter).toBeLessThanOrEqual(80);
    // Each endpoint has a window of its own.
    expect((await take(stack.api, 'video_list')).status).toBe(200);
  });

  test('that somebody took and never made count as if made, and are forgotten after that', async () => {
    for (let index = 0; index < perMinute; index += 1) await take(stack.api);
    await pass(60);
    expect((await proxied(stack.api)).status).toBe(429);
    expect(await journal(stack, '/v2/user/info/')).toEqual([]);
    await pass(20);
    expect((await proxied(stack.api)).status).toBe(200);
    expect(await stack.database.db.$count(displayCalls)).toBe(1);
  });

  test('of work that can wait leave some for others', async () => {
    const answers = await Promise.all(
      Array.from({ length: perMinute }, () => take(stack.api, 'user_info', { leave: 10 })),
    );
    expect(statuses(answers)).toEqual({ 200: perMinute - 10, 429: 10 });
    const others = await Promise.all(Array.from({ length: 20 }, () => proxied(stack.api)));
    expect(statuses(others)).toEqual({ 200: 10, 429: 10 });
  });

  test('of one account are limited by the day, of all endpoints together; another account has its own', async () => {
    const another = await connectCreator(stack, { creator: 'demogarden', userId: 'user-2' });
    const answers: { status: number; headers: Headers }[] = [];
    for (const endpoint of ['user_info', 'video_list', 'video_query'])
      answers.push(
        ...(await Promise.all(
          Array.from({ length: 35 }, (_, index) => take(apis[index % 2] as Api, endpoint)),
        )),
      );
    expect(statuses(answers)).toEqual({ 200: perDay, 429: 105 - perDay });
    const refused = answers.find(({ status }) => status === 429);
    const untilMidnight = 86_400 - (Math.floor(Date.now() / 1000) % 86_400);
    expect(Math.abs(Number(refused?.headers.get('retry-after')) - untilMidnight)).toBeLessThan(10);
    expect((await proxied(stack.api)).body.error.code).toBe('quota_full');
    const elsewhere = await stack.api.post(`/api/accounts/${another}/display-calls`, {
      endpoint: 'video_list',
    });
    expect(elsewhere.status).toBe(200);
  });

  test("with TikTok's word that the window is full go out to nobody for a while, whoever heard it", async () => {
    await tellSandbox(stack, 'faults', { path: '/v2/user/info/', kind: 'rateLimit' });
    const heard = await proxied(stack.api);
    expect([heard.status, heard.body.error.code]).toEqual([429, 'rate_limit_exceeded']);
    const { status, body } = await take(apis[1]);
    expect([status, body.error.code]).toEqual([429, 'quota_full']);
    expect((await proxied(apis[1])).body.error.code).toBe('quota_full');
    expect(await journal(stack, '/v2/user/info/')).toHaveLength(1);

    const told = await stack.api.post(`${path()}/refused`, { endpoint: 'video_list', retryAfterSeconds: 30 });
    expect(told.status).toBe(204);
    const listing = await take(apis[1], 'video_list');
    expect(Number(listing.headers.get('retry-after'))).toBeGreaterThan(25);
    expect(Number(listing.headers.get('retry-after'))).toBeLessThanOrEqual(30);
    expect((await take(apis[1], 'video_query')).status).toBe(200);
  });

  test('with tokens of another platform app have a window of their own', async () => {
    for (let index = 0; index < perMinute; index += 1) await take(stack.api);
    expect((await take(stack.api)).status).toBe(429);
    const { clientKey } = (await stack.database.db.select().from(displayCalls).limit(1))[0] ?? {};
    await changeStored(stack, accountId, { clientKey: 'awother00000001' });
    expect((await take(stack.api)).status).toBe(200);
    await changeStored(stack, accountId, { clientKey: clientKey ?? '' });
  });

  test('of a connect flow count, and one that finds the window full still connects, without a profile', async () => {
    for (let index = 0; index < perMinute - 1; index += 1) await take(stack.api);
    await connectCreator(stack);
    expect(await journal(stack, '/v2/user/info/')).toHaveLength(1);
    await connectCreator(stack);
    expect(await journal(stack, '/v2/user/info/')).toHaveLength(1);
    expect(await stack.database.db.$count(displayCalls, eq(displayCalls.endpoint, 'user_info'))).toBe(
      perMinute,
    );
  });

  test('are for apps with the scope tokens:read, and for accounts of their workspace', async () => {
    const reader = await stack.newWorkspace(['accounts:read']);
    expect((await take(reader.api)).body.error.code).toBe('missing_scope');
    const stranger = await stack.newWorkspace();
    expect((await take(stranger.api)).body.error.code).toBe('account_not_found');
    for (const body of [
      {},
      { endpoint: 'publish' },
      { endpoint: 'user_info', leave: -1 },
      { endpoint: 'user_info', x: 1 },
    ])
      expect((await stack.api.post(path(), body)).status).toBe(400);
  });
});
