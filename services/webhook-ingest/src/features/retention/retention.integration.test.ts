import { createHash } from 'node:crypto';
import { connect } from '@postbus/db';
import { webhookEvents, webhookKeys } from '@postbus/db/webhook-ingest';
import { rebuildFromOutbox } from '@postbus/events';
import { createLogger } from '@postbus/service-kit';
import { createTestDatabase, type TestDatabase } from '@postbus/testing';
import { sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { insertWebhooks, type NewWebhook } from '../webhooks/repository.ts';
import { hasPartition } from './repository.ts';
import { retain } from './retention.ts';

const dayMs = 86_400_000;
const databases: TestDatabase[] = [];
let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase('webhook-ingest');
  databases.push(database);
});
afterAll(async () => {
  for (const each of databases) await each.close();
});

const now = new Date();
const inDays = (days: number) => new Date(now.getTime() + days * dayMs);
const retainAt = (moment: Date, db = database.db) =>
  retain({
    db,
    logger: createLogger({ service: 'test', level: 'fatal' }),
    clock: () => moment,
    retentionDays: 90,
    toleranceSeconds: 3 * 86_400,
  });

const webhook = (name: string, at: Date): NewWebhook => {
  const id = uuidv7({ msecs: at.getTime() });
  return {
    ...{ id, subject: 'webhook.tiktok.test', correlationId: 'test', clientKey: 'key' },
    ...{ eventName: 'test', userOpenId: null, createTime: 1, rawBody: name, headers: {} },
    externalId: createHash('sha256').update(name).digest('hex'),
    ...{ signedAt: at.getTime(), signedWith: 'current', receivedAt: at.getTime() },
  };
};
const insert = (name: string, at: Date) => insertWebhooks(database.db, [webhook(name, at)]);
const bodies = async () =>
  (await database.db.select().from(webhookEvents).orderBy(webhookEvents.id)).map(({ rawBody }) => rawBody);
const publishAll = () => database.db.update(webhookEvents).set({ publishedAt: now });
const partitions = async () => {
  const rows = await database.db.execute<{ name: string }>(sql`
    select relname as name from pg_inherits join pg_class on oid = inhrelid
    where inhparent = 'webhook_ingest.webhook_events'::regclass order by relname`);
  return rows.map(({ name }) => name);
};

describe('the months of webhook_events', () => {
  test('are there for what comes, three months ahead, whoever of two replicas makes them', async () => {
    const other = connect(database.url, { applicationName: 'other' });
    const later = inDays(200);
    expect(await hasPartition(database.db, later)).toBe(false);
    await expect(insert('too early', later)).rejects.toThrow();
    await Promise.all([retainAt(later), retainAt(later, other), retainAt(later), retainAt(later, other)]);
    await other.$client.end();
    expect(await hasPartition(database.db, later)).toBe(true);
    expect(await insert('in time', later)).toBe(1);
    expect(await insert('three months on', new Date(later.getTime() + 85 * dayMs))).toBe(1);
    expect(await retainAt(later)).toMatchObject({ made: 0 });
  });

  test('go when the whole month is older than the retention, and not before', async () => {
    await insert('old', now);
    await publishAll();
    const endOfMonth = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1);
    expect(await retainAt(new Date(endOfMonth + 89 * dayMs))).toMatchObject({ dropped: 0 });
    expect(await bodies()).toEqual(['old']);
    expect(await retainAt(new Date(endOfMonth + 90 * dayMs))).toMatchObject({ dropped: 1 });
    expect(await bodies()).toEqual([]);
  });

  test('stay while one webhook of them waits to be published', async () => {
    await insert('waiting', now);
    expect(await retainAt(inDays(400))).toMatchObject({ dropped: 3 });
    expect(await bodies()).toEqual(['waiting']);
    await publishAll();
    expect(await retainAt(inDays(400))).toMatchObject({ dropped: 1 });
    expect(await bodies()).toEqual([]);
  });

  test('go later while somebody reads them: nothing waits behind it for long', async () => {
    await database.db.transaction(async (tx) => {
      await tx.execute(sql`select from ${webhookEvents}`);
      const before = performance.now();
      expect(await retainAt(inDays(400))).toMatchObject({ dropped: 0 });
      expect(performance.now() - before).toBeLessThan(5000);
    });
    expect(await retainAt(inDays(400))).toMatchObject({ dropped: 4 });
  });

  test('are made while webhooks are being taken in and published', async () => {
    await database.db.transaction(async (tx) => {
      await tx.update(webhookEvents).set({ publishedAt: now });
      expect((await retainAt(inDays(90))).made).toBeGreaterThan(1);
    });
  });
});

describe('a webhook that comes again', () => {
  test('in another month is known, also when the first is gone, until no signature of it counts any more', async () => {
    const nextMonth = inDays(31);
    expect(await insert('again', now)).toBe(1);
    expect(await insert('again', nextMonth)).toBe(0);
    await publishAll();
    await retainAt(inDays(122));
    expect(await bodies()).toEqual([]);
    expect(await insert('again', inDays(122))).toBe(0);
    await retainAt(inDays(125));
    expect(await database.db.$count(webhookKeys)).toBe(0);
  });
});

test('events of every month are published again to a broker that lost them', async () => {
  await insert('this month', now);
  await insert('next month', inDays(31));
  await publishAll();
  expect(await rebuildFromOutbox({ db: database.db, table: webhookEvents })).toBe(2);
});

test('what was stored before there were months is still there, known, and waits to be published', async () => {
  // The migration is in the template; this shows that its first partition takes ids of any time before.
  expect(await insert('long ago', new Date('2020-02-03T00:00:00Z'))).toBe(1);
  expect(await bodies()).toEqual(['long ago']);
  const [first] = await partitions();
  expect(first).toBe(`webhook_events_${now.toISOString().slice(0, 7).replace('-', '_')}`);
});
