import { runSeed, type SeedOptions, startTestStack, type TestStack } from '@postbus/local/testing';
import { Postbus } from '@postbus/sdk';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sandboxControl } from '../support/sandbox.ts';

const dayMs = 24 * 3_600_000;
/** As small as it can be and still have one of everything. */
const size = { creators: 1, days: 2, published: 3, inbox: 1, scheduled: 1, drafts: 1 };

describe('npm run demo:seed', () => {
  let stack: TestStack;
  let postbus: Postbus;
  beforeAll(async () => {
    stack = await startTestStack({ hasClock: true });
    const { 'auth-gateway': authGateway = '', 'crm-sync': crmSync } = stack.urls;
    postbus = new Postbus({ urls: { authGateway, crmSync }, ...stack.adminClient });
  });
  afterAll(async () => {
    await postbus?.close();
    await stack?.close();
  });

  const seed = (options: Partial<SeedOptions> = {}) =>
    runSeed({ local: stack, size, say: () => {}, signal: new AbortController().signal, ...options });
  const accounts = async () => (await postbus.services.crmSync.GET('/api/crm/accounts')).data?.items ?? [];
  const posts = async () => (await postbus.services.crmSync.GET('/api/crm/posts')).data?.items ?? [];
  /** How far the services are from real time. */
  const awayMs = async () => {
    const { data } = await postbus.services.crmSync.GET('/api/crm/trends/hashtags');
    return Math.abs(Date.now() - Date.parse(data?.to ?? ''));
  };

  test('brings the stack back to the present when it is interrupted', async () => {
    const interrupt = new AbortController();
    const say = (line: string) => line.includes('posts so far') && interrupt.abort();
    await expect(seed({ say, signal: interrupt.signal })).rejects.toThrow();
    expect(await awayMs()).toBeLessThan(5_000);
    expect(await accounts()).toMatchObject([{ username: 'hearthandcrumb', status: 'disconnected' }]);
  });

  test('goes on with what is missing, and ends with every kind of post', async () => {
    const { creators, made } = await seed();
    expect(made).toBeGreaterThan(0);
    expect(creators).toMatchObject([{ username: 'hearthandcrumb', posts: 6 }]);
    const statuses = (await posts()).map(({ status }) => status).sort();
    expect(statuses).toEqual(['draft', 'failed', 'inbox_delivered', 'published', 'published', 'scheduled']);
    expect(await awayMs()).toBeLessThan(5_000);
  });

  test('has posts and figures that TikTok showed over the days, none of them in the future', async () => {
    const published = (await posts()).filter(({ status }) => status === 'published');
    const oldest = Math.min(...published.map(({ publishedAt }) => Date.parse(publishedAt ?? '')));
    expect(Date.now() - oldest).toBeGreaterThan(dayMs / 2);
    const [account] = await accounts();
    const query = { interval: 'hour', from: new Date(Date.now() - 4 * dayMs).toISOString() } as const;
    const path = { id: account?.accountId ?? '' };
    const { data } = await postbus.services.crmSync.GET('/api/crm/accounts/{id}/metrics', {
      params: { path, query },
    });
    const times = data?.points.map(({ measuredAt }) => Date.parse(measuredAt)) ?? [];
    expect(times.length).toBeGreaterThan(5);
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan(dayMs);
    expect(Math.max(...times)).toBeLessThanOrEqual(Date.now());
    const likes = data?.points.map((point) => point.likes ?? 0) ?? [];
    expect(likes.at(-1)).toBeGreaterThan(likes[0] ?? 0);
    expect(likes).toEqual(likes.toSorted((one, other) => one - other));
    for (const { figures } of published) expect(figures?.views).toBeGreaterThan(0);
  });

  test('went the way of every post: TikTok knows each of them, and nothing was made twice', async () => {
    const known = (await sandboxControl(stack.urls.sandbox ?? '').posts()).map(({ publishId }) => publishId);
    const publishIds = (await posts()).flatMap(({ publishId }) => publishId ?? []);
    expect(known.toSorted()).toEqual(publishIds.toSorted());
    expect(known).toHaveLength(4);
  });

  test('does nothing the second time but say what is there', async () => {
    const lines: string[] = [];
    const { made, creators } = await seed({ say: (line) => lines.push(line) });
    expect({ made, lines }).toEqual({ made: 0, lines: [] });
    expect(creators).toMatchObject([{ posts: 6 }]);
    expect(await accounts()).toHaveLength(1);
  });

  test('leaves no client behind that could be used', async () => {
    const { data } = await postbus.services.authGateway.GET('/api/clients');
    const left = data?.items.filter(({ name }) => name === 'demo-seed') ?? [];
    expect(left).toHaveLength(2);
    expect(left.every(({ disabledAt }) => disabledAt !== null)).toBe(true);
  });

  test('says what to do on a stack whose clock cannot be set', async () => {
    await expect(seed({ local: { ...stack, clockFile: undefined } })).rejects.toThrow('npm start');
  });
});
