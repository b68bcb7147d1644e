import { connect, type Database, rateLimitsTable } from '@postbus/db';
import { createEmptyDatabase, startTcpProxy } from '@postbus/testing';
import { sql } from 'drizzle-orm';
import { pgSchema } from 'drizzle-orm/pg-core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTestServer } from '../testing/test-server.ts';
import { sharedRateLimits } from './shared-rate-limits.ts';

const table = rateLimitsTable(pgSchema('limits_test'));

describe('rate limits that replicas share', () => {
  let database: { adminUrl: string; close(): Promise<void> };
  let proxy: Awaited<ReturnType<typeof startTcpProxy>>;
  let dbs: Database[];
  let replicas: Awaited<ReturnType<typeof createTestServer>>[];

  const start = async (perMinute: number) => {
    const db = connect(proxy.url, { applicationName: 'replica', maxConnections: 3 });
    dbs.push(db);
    const replica = await createTestServer({
      config: { RATE_LIMIT_PER_MINUTE: perMinute, TRUSTED_PROXIES: '' },
      rateLimits: sharedRateLimits({ db, table }),
    });
    replica.app.get('/open', async () => ({}));
    replica.app.get('/rare', { config: { rateLimit: { max: 3 } } }, async () => ({}));
    replicas.push(replica);
    return replica.app;
  };

  beforeEach(async () => {
    [dbs, replicas] = [[], []];
    database = await createEmptyDatabase();
    proxy = await startTcpProxy(database.adminUrl);
    const db = connect(database.adminUrl, { applicationName: 'setup', maxConnections: 1 });
    await db.$client.unsafe(`
      create schema limits_test;
      create unlogged table limits_test.rate_limits (key text primary key, hits int not null, ends_at timestamptz not null)`);
    dbs.push(db);
  });
  afterEach(async () => {
    proxy.restore();
    for (const { app } of replicas) await app.close();
    for (const db of dbs) await db.$client.end({ timeout: 5 });
    await proxy.close();
    await database.close();
  });

  const get = (app: Awaited<ReturnType<typeof start>>, url = '/open', remoteAddress = '10.0.0.1') =>
    app.inject({ url, remoteAddress });

  test('let exactly as many requests through as are allowed, however many come at once', async () => {
    const [one, two] = [await start(50), await start(50)];
    const answers = await Promise.all(Array.from({ length: 120 }, (_, at) => get(at % 2 ? one : two)));
    const statuses = answers.map(({ statusCode }) => statusCode);
    expect(statuses.filter((status) => status === 200)).toHaveLength(50);
    expect(statuses.filter((status) => status === 429)).toHaveLength(70);
    const remaining = answers.map(({ headers }) => Number(headers['ratelimit-remaining']));
    expect(new Set(remaining.filter((left) => left > 0)).size).toBe(49);
  });

  test('count each address for itself, and a route with a limit of its own for itself', async () => {
    const [one, two] = [await start(4), await start(4)];
    const statuses = [];
    for (const app of [one, two, one, two]) statuses.push((await get(app, '/rare')).statusCode);
    expect(statuses).toEqual([200, 200, 200, 429]);
    expect((await get(one)).statusCode).toBe(200);
    expect((await get(two, '/rare', '10.0.0.2')).statusCode).toBe(200);
  });

  test('begin anew when the minute is over', async () => {
    const app = await start(1);
    expect([(await get(app)).statusCode, (await get(app)).statusCode]).toEqual([200, 429]);
    await dbs[0]?.execute(sql`update limits_test.rate_limits set ends_at = now()`);
    expect((await get(app)).statusCode).toBe(200);
  });

  test('refuse nobody while the database is away', async () => {
    const app = await start(1);
    expect((await get(app)).statusCode).toBe(200);
    proxy.cut();
    expect((await get(app)).statusCode).toBe(200);
    proxy.restore();
  });
});
