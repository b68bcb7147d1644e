import { randomUUID } from 'node:crypto';
import { postQuota } from '@postbus/contracts';
import { connect, type Database } from '@postbus/db';
import { outbox, quotaUsage } from '@postbus/db/uploader';
import { createTestDatabase, type TestDatabase, waitFor } from '@postbus/testing';
import { TikTokError } from '@postbus/tiktok';
import { asc, eq, sql, TransactionRollbackError } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Limits } from './limits.ts';
import { QuotaFullError } from './quota-full-error.ts';
import { createQuotas } from './quotas.ts';
import { release, take } from './repository.ts';

const minute = { limit: 6, windowMs: 60_000 };
const day = { limit: 5, windowMs: 86_400_000 };
const limits: Limits = {
  ...{ creator_info: minute, direct_init: minute, inbox_init: minute, photo_init: minute, status: minute },
  ...{ direct_posts: { ...day, limit: 15 }, pending_shares: day },
};

let database: TestDatabase;
/** As if each were a process of its own. */
let replicas: Database[];
beforeAll(async () => {
  database = await createTestDatabase('uploader');
  replicas = Array.from({ length: 3 }, () => connect(database.url, { applicationName: 'quota test' }));
});
afterAll(async () => {
  await Promise.all((replicas ?? []).map((db) => db.$client.end({ timeout: 5 })));
  await database?.close();
});

let account: { creator: string; workspaceId: string; accountId: string; correlationId: string };
beforeEach(() => {
  account = {
    creator: `open-${randomUUID()}`,
    workspaceId: uuidv7(),
    accountId: uuidv7(),
    correlationId: 'c-1',
  };
});

const quotas = () => createQuotas({ db: database.db, limits });
const taken = (kind: keyof Limits, usedBy = uuidv7(), one = quotas()) =>
  one.take(account, { kind, usedBy }).then(
    () => true as const,
    (error: unknown) => {
      if (error instanceof QuotaFullError) return error;
      throw error;
    },
  );
const stateOf = async (kind: keyof Limits) =>
  (await quotas().look(account.creator)).find(({ quota }) => quota === kind);
/** As if what was taken so far had been taken that much earlier. */
const age = (ms: number) =>
  database.db
    .update(quotaUsage)
    .set({ usedAt: sql`${quotaUsage.usedAt} - ${ms} * interval '1 millisecond'` })
    .where(eq(quotaUsage.creator, account.creator));
async function news() {
  const rows = await database.db.select().from(outbox).orderBy(asc(outbox.id));
  return rows
    .map(({ event }) => postQuota.parse(event))
    .filter(({ subject }) => subject === account.accountId)
    .map(({ data: { quota, level, used, resetsAt } }) => ({ quota, level, used, resetsAt }));
}

describe('a quota', () => {
  test('lets exactly as many through as there are, however many ask at once from three processes', async () => {
    const all = replicas.map((db) => createQuotas({ db, limits }));
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, index) => taken('direct_init', uuidv7(), all[index % 3])),
    );
    expect(answers.filter((answer) => answer === true)).toHaveLength(6);
    expect(await stateOf('direct_init')).toMatchObject({ used: 6, remaining: 0 });
  });

  test.each([
    ['is not there for the next one if it commits', true],
    ['is there for the next one if it does not', false],
  ])('the last one, being taken by somebody else, %s', async (_, commits) => {
    for (let count = 0; count < 5; count++) await taken('status');
    let next: ReturnType<typeof taken> | undefined;
    const other = database.db.transaction(async (tx) => {
      await take(tx, { creator: account.creator, kind: 'status', usedBy: uuidv7() }, limits.status);
      next = taken('status');
      const isWaiting = sql`select from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`;
      await waitFor('the next one to wait', async () => (await database.db.execute(isWaiting)).length > 0);
      if (!commits) tx.rollback();
    });
    await (commits ? other : expect(other).rejects.toThrow(TransactionRollbackError));
    expect(await next).toEqual(commits ? expect.any(QuotaFullError) : true);
    expect(await stateOf('status')).toMatchObject({ used: 6 });
  });

  test('is a window that slides: a place is free when the oldest one is out of it, and not before', async () => {
    await taken('status');
    await age(30_000);
    for (let count = 0; count < 5; count++) expect(await taken('status')).toBe(true);
    const refused = await taken('status');
    if (refused === true) throw new Error('it was not refused');
    expect(refused.waitMs).toBeGreaterThan(20_000);
    expect(refused.waitMs).toBeLessThanOrEqual(31_000);
    await age(31_000);
    expect(await taken('status')).toBe(true);
    expect(await taken('status')).toBeInstanceOf(QuotaFullError);
    expect(await stateOf('status')).toMatchObject({ used: 6 });
  });

  test('is of one creator and one kind', async () => {
    for (let count = 0; count < 6; count++) await taken('direct_init');
    expect(await taken('inbox_init')).toBe(true);
    account = { ...account, creator: 'another one' };
    expect(await taken('direct_init')).toBe(true);
  });

  test('counts a publication once, however often it is begun', async () => {
    const publicationId = uuidv7();
    for (let count = 0; count < 10; count++) expect(await taken('pending_shares', publicationId)).toBe(true);
    expect(await stateOf('pending_shares')).toMatchObject({ used: 1, remaining: 4 });
  });

  test('goes on after what was taken is given back', async () => {
    const first = uuidv7();
    await taken('pending_shares', first);
    for (let count = 0; count < 4; count++) await taken('pending_shares');
    expect(await taken('pending_shares')).toBeInstanceOf(QuotaFullError);
    await release(database.db, first, ['pending_shares']);
    expect(await taken('pending_shares')).toBe(true);
  });

  test('that TikTok says is full is full, until the time that it gave', async () => {
    const refusal = new TikTokError({
      code: 'rate_limit_exceeded',
      message: 'slow down',
      verdict: { disposition: 'retryAt', retryAfterSeconds: 20 },
    });
    await quotas().learn(account, { kinds: ['direct_posts', 'direct_init'], error: refusal });
    const refused = await taken('direct_init');
    if (refused === true) throw new Error('it was not refused');
    expect(refused.waitMs).toBeGreaterThan(10_000);
    expect(refused.waitMs).toBeLessThanOrEqual(20_000);
    expect(await stateOf('direct_init')).toMatchObject({ used: 0, remaining: 0 });
    expect(await taken('direct_posts')).toBe(true);
  });

  test('of a day is told of at 80 percent and when it is used up, each once', async () => {
    const ids = Array.from({ length: 15 }, () => uuidv7());
    for (const id of [...ids, ...ids, uuidv7()]) await taken('direct_posts', id);
    const told = await news();
    expect(told).toEqual([
      { quota: 'direct_posts', level: 'warning', used: 12, resetsAt: null },
      { quota: 'direct_posts', level: 'exhausted', used: 15, resetsAt: expect.any(String) },
    ]);
    // Never before the first of them has left the window, and soon after it.
    const firstLeavesAt = Date.parse((await stateOf('direct_posts'))?.resetsAt ?? '');
    const lateMs = Date.parse(told[1]?.resetsAt ?? '') - firstLeavesAt;
    expect(lateMs).toBeGreaterThanOrEqual(0);
    expect(lateMs).toBeLessThan(3_600_000);
  });

  test('of a minute is told to nobody', async () => {
    for (let count = 0; count < 8; count++) await taken('status');
    expect(await news()).toEqual([]);
  });

  test('counts a call from when it ended: TikTok may have got it late', async () => {
    const usedBy = uuidv7();
    await taken('status', usedBy);
    await age(50_000);
    await quotas().settle(account.creator, [{ kind: 'status', usedBy }]);
    for (let count = 0; count < 5; count++) await taken('status');
    await age(15_000);
    expect(await taken('status')).toBeInstanceOf(QuotaFullError);
  });

  test('keeps no more rows than its window holds', async () => {
    for (let count = 0; count < 6; count++) await taken('status');
    await age(61_000);
    await taken('status');
    expect(await database.db.$count(quotaUsage, eq(quotaUsage.creator, account.creator))).toBe(1);
  });
});
