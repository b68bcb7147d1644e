import { accountMetrics, postMetrics } from '@postbus/db/crm-sync';
import { createTestDatabase, type TestDatabase, waitFor } from '@postbus/testing';
import { asc, eq } from 'drizzle-orm';
import postgres from 'postgres';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keepPartitions, thinOldMetrics } from './thinning.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const now = new Date();
const startOfDay = (daysAgo: number) => Math.floor((now.getTime() - daysAgo * dayMs) / dayMs) * dayMs;

describe('figures over time', () => {
  let database: TestDatabase;
  let admin: postgres.Sql;
  beforeAll(async () => {
    database = await createTestDatabase('crm-sync');
    admin = postgres(database.adminUrl, { max: 1, onnotice: () => {} });
  });
  afterAll(async () => {
    await admin.end();
    await database.close();
  });

  const accountId = uuidv7();
  const pointOf = (videoId: string, at: number) => ({
    accountId,
    videoId,
    measuredAt: new Date(at),
    views: Math.floor(at / 1000),
    likes: 1,
    comments: 1,
    shares: 1,
  });
  const timesOf = async (videoId: string) =>
    (
      await database.db
        .select()
        .from(postMetrics)
        .where(eq(postMetrics.videoId, videoId))
        .orderBy(asc(postMetrics.measuredAt))
    ).map(({ measuredAt }) => measuredAt.getTime());
  const partitions = async () =>
    (
      await admin<{ name: string }[]>`
        select inhrelid::regclass::text as name from pg_inherits
        where inhparent = 'crm_sync.post_metrics'::regclass order by 1`
    ).map(({ name }) => name);

  test('older than 90 days keep the last of each day, younger ones keep all', async () => {
    const hours = [0, 5, 12, 23];
    const days = [200, 120, 119, 92, 90, 89, 3];
    const points = days.flatMap((daysAgo) => hours.map((hour) => startOfDay(daysAgo) + hour * hourMs));
    await database.db
      .insert(postMetrics)
      .values(points.flatMap((at) => [pointOf('1', at), pointOf('2', at - 1)]));
    await database.db
      .insert(accountMetrics)
      .values(points.map((at) => ({ accountId, measuredAt: new Date(at), followers: 1 })));

    // 4 days are old, with 3 rows of each too many, of an account and of two posts. One post is a millisecond earlier:
    // its first row of a day is the last one of the day before.
    const gone = await thinOldMetrics(database.db, now);
    const old = days.filter((daysAgo) => daysAgo > 90);
    const expected = days.flatMap((daysAgo) =>
      (old.includes(daysAgo) ? hours.slice(-1) : hours).map((hour) => startOfDay(daysAgo) + hour * hourMs),
    );
    expect(await timesOf('1')).toEqual(expected);
    expect(await database.db.$count(accountMetrics)).toBe(expected.length);
    expect(gone).toBeGreaterThanOrEqual(24);
    expect(await thinOldMetrics(database.db, now)).toBe(0);
  });

  test('are thinned again each day, and by several processes at once without harm', async () => {
    const later = new Date(now.getTime() + 2 * dayMs);
    const before = (await timesOf('1')).length;
    await Promise.all([1, 2, 3].map(() => thinOldMetrics(database.db, later)));
    // Two days more have become old.
    expect((await timesOf('1')).length).toBe(before - 6);
  });

  test('can be added to, but neither changed nor deleted by the service, whatever the name', async () => {
    for (const table of [
      'account_metrics',
      'post_metrics',
      'post_metrics_default',
      ...(await partitions()),
    ]) {
      const target = table.startsWith('crm_sync.') ? table : `crm_sync.${table}`;
      for (const change of [`delete from ${target}`, `truncate ${target}`, `update ${target} set likes = 0`])
        await expect(database.db.$client.unsafe(change)).rejects.toThrow('permission denied for table');
    }
  });

  test('that are young are not thinned, even if the service asks for it', async () => {
    const day = new Date(startOfDay(10)).toISOString().slice(0, 10);
    for (const table of ['account_metrics', 'post_metrics'])
      await expect(database.db.$client`select crm_sync.thin_metrics(${table}, ${day}::date)`).rejects.toThrow(
        'too young',
      );
    await expect(
      database.db.$client`select crm_sync.thin_metrics('inbox', '2020-01-01'::date)`,
    ).rejects.toThrow('no figures');
  });

  test('have a partition for each month, made before it begins, and what came without one moves into it', async () => {
    const march = new Date('2031-03-15T12:00:00Z');
    await database.db.insert(postMetrics).values(pointOf('3', march.getTime()));
    const before = await partitions();
    await Promise.all([keepPartitions(database.db, march), keepPartitions(database.db, march)]);
    const made = (await partitions()).filter((name) => !before.includes(name));
    expect(made).toEqual([
      'crm_sync.post_metrics_203103',
      'crm_sync.post_metrics_203104',
      'crm_sync.post_metrics_203105',
    ]);
    const [row] =
      await admin`select tableoid::regclass::text as name from crm_sync.post_metrics where video_id = '3'`;
    expect(row?.name).toBe('crm_sync.post_metrics_203103');
  });

  test('that are written while their partition is attached all move into it, and none is refused', async () => {
    const july = new Date('2033-07-15T12:00:00Z');
    const waiters = async () => {
      const [row] = await admin<{ count: number }[]>`
        select count(*)::int from pg_locks where not granted and database = (select oid from pg_database where datname = current_database())`;
      return row?.count ?? 0;
    };
    const write = async (videoId: string, db: Pick<TestDatabase['db'], 'insert'> = database.db) => {
      await db.insert(postMetrics).values(pointOf(videoId, july.getTime()));
    };
    // One before, one under way, and one that comes while the partition is made.
    await write('early');
    const written = Promise.withResolvers<void>();
    const mayCommit = Promise.withResolvers<void>();
    const underWay = database.db.transaction(async (tx) => {
      await write('under way', tx);
      written.resolve();
      await mayCommit.promise;
    });
    await written.promise;
    const kept = keepPartitions(database.db, july);
    await waitFor('the partition to be waited for', async () => (await waiters()) === 1);
    const late = write('late');
    await waitFor('the late row to wait', async () => (await waiters()) === 2);
    mayCommit.resolve();
    await Promise.all([underWay, kept, late]);
    const rows = await admin<{ videoId: string; name: string }[]>`
      select video_id as "videoId", tableoid::regclass::text as name from crm_sync.post_metrics
      where measured_at = ${july} order by 1`;
    const name = 'crm_sync.post_metrics_203307';
    expect(rows).toEqual(['early', 'late', 'under way'].map((videoId) => ({ videoId, name })));
  });

  test('wait for somebody who writes for long only a moment for their partition, and go on without it', async () => {
    const may = new Date('2034-05-15T12:00:00Z');
    await database.db.transaction(async (tx) => {
      await tx.insert(postMetrics).values(pointOf('long', may.getTime()));
      await expect(keepPartitions(database.db, may)).rejects.toThrow();
      await database.db.insert(postMetrics).values(pointOf('meanwhile', may.getTime()));
    });
    await keepPartitions(database.db, may);
    expect(await partitions()).toContain('crm_sync.post_metrics_203405');
  });
});
