import { randomUUID } from 'node:crypto';
import { builtOnce, connect, type Database, type Given, type Queryable, writtenOnce } from '@postbus/db';
import { posts } from '@postbus/db/uploader';
import { createTestDatabase, type TestDatabase } from '@postbus/testing';
import { and, eq, inArray, sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';

let database: TestDatabase;
let db: Database;
beforeAll(async () => {
  database = await createTestDatabase('uploader');
});
afterAll(() => database.close());
beforeEach(() => {
  db = connect(database.url, { applicationName: 'test', maxConnections: 1 });
});
afterEach(() => db.$client.end({ timeout: 5 }));

const prepared = async (part: string): Promise<number> => {
  const [row] = await db.execute<{ count: number }>(
    sql.raw(`select count(*)::int from pg_prepared_statements where statement like '%"posts"%${part}%'`),
  );
  return row?.count ?? Number.NaN;
};
const postOf = (id: string) => db.select({ id: posts.id }).from(posts).where(eq(posts.id, id));

test('a connection prepares a statement once, however often it runs and with whatever values', async () => {
  for (let run = 0; run < 3; run += 1) expect(await postOf(randomUUID())).toEqual([]);
  expect(await prepared('')).toBe(1);
});

test('so it does in a transaction and within a savepoint, and what failed there is rolled back', async () => {
  const added = randomUUID();
  const insert = { workspaceId: randomUUID(), clientId: 'a', source: 'FILE_UPLOAD', mode: 'direct' } as const;
  await db.transaction(async (tx) => {
    await tx.insert(posts).values({ ...insert, id: added, mediaIds: [], postInfo: {} });
    const again = tx.transaction((inner) =>
      inner.insert(posts).values({ ...insert, id: added, mediaIds: [], postInfo: {} }),
    );
    await expect(again).rejects.toThrow();
    expect(await tx.select({ id: posts.id }).from(posts).where(eq(posts.id, added))).toEqual([{ id: added }]);
  });
  expect(await postOf(added)).toEqual([{ id: added }]);
  expect(await prepared('insert')).toBe(0);
  expect(await prepared('where')).toBe(1);
  const [inserts] = await db.execute<{ count: number }>(
    sql.raw(`select count(*)::int from pg_prepared_statements where statement like 'insert into%"posts"%'`),
  );
  expect(inserts?.count).toBe(1);
});

test('statements of a transaction run in the order in which they are begun, however they are made, prepared or not', async () => {
  const workspaceId = randomUUID();
  const next = () => ({
    ...{ id: randomUUID(), workspaceId, clientId: 'first', mediaIds: [], postInfo: {} },
    ...{ source: 'FILE_UPLOAD' as const, mode: 'direct' as const },
  });
  const ofWorkspace = eq(posts.workspaceId, workspaceId);
  for (let run = 1; run <= 3; run += 1) {
    const answers = await db.transaction((tx) => {
      const seen = tx.$with('seen').as(tx.select({ id: posts.id }).from(posts).where(ofWorkspace));
      return Promise.all([
        tx.insert(posts).values(next()),
        tx.execute(sql`select from ${posts} where ${ofWorkspace}`),
        tx.insert(posts).values(next()).returning(),
        tx.select({ id: posts.id }).from(posts).where(ofWorkspace),
        tx.with(seen).update(posts).set({ clientId: 'second' }).where(ofWorkspace),
        tx.select({ clientId: posts.clientId }).from(posts).where(ofWorkspace),
        tx.delete(posts).where(ofWorkspace),
        tx.execute(sql`select from ${posts} where ${ofWorkspace}`),
      ]);
    });
    const [, one, , two, , changed, , none] = answers;
    expect([one.length, two.length, none.length]).toEqual([1, 2, 0]);
    expect(changed).toEqual([{ clientId: 'second' }, { clientId: 'second' }]);
  }
});

test('a statement that is built once runs where it is used and with the values given there, prepared once', async () => {
  const workspaceId = randomUUID();
  const [first, second, third] = [randomUUID(), randomUUID(), randomUUID()];
  const kind = { source: 'FILE_UPLOAD', mode: 'direct' } as const;
  const rest = { ...kind, workspaceId, mediaIds: [], postInfo: {} };
  const find = builtOnce((db, { ids, source }: Given<{ ids: string[]; source: 'FILE_UPLOAD' }>) =>
    db
      .select({ id: posts.id, createdAt: posts.createdAt })
      .from(posts)
      .where(and(sql`${posts.id} = any(${ids}::uuid[])`, eq(posts.source, source))),
  );
  const count = writtenOnce(
    ({ clientId }: Given<{ clientId: string }>) =>
      sql<{ count: number }>`select count(*)::int from ${posts} where ${posts.clientId} = ${clientId}`,
  );
  const found = async (where: Queryable, ids: string[]) =>
    (await find(where, { ids, source: 'FILE_UPLOAD' })).map(({ id }) => id).toSorted();
  const counted = async (where: Queryable, clientId: string) => (await count(where, { clientId }))[0]?.count;

  await db.insert(posts).values({ ...rest, id: first, clientId: workspaceId });
  expect(await find(db, { ids: [first], source: 'FILE_UPLOAD' })).toEqual([
    { id: first, createdAt: expect.any(Date) },
  ]);
  const cutShort = db.transaction(async (tx) => {
    await tx.insert(posts).values({ ...rest, id: second, clientId: workspaceId });
    await tx.transaction(async (inner) => {
      await inner.insert(posts).values({ ...rest, id: third, clientId: workspaceId });
      expect(await found(inner, [first, second, third])).toEqual([first, second, third].toSorted());
      expect(await counted(inner, workspaceId)).toBe(3);
    });
    throw new Error('roll back');
  });
  await expect(cutShort).rejects.toThrow('roll back');
  expect(await found(db, [first, second, third])).toEqual([first]);
  expect(await counted(db, workspaceId)).toBe(1);
  expect(await counted(db, 'nobody')).toBe(0);
  expect(await prepared('any(')).toBe(1);
  expect(await prepared('client_id" = ')).toBe(1);
});

test('a long list is not prepared: each length would be a statement of its own', async () => {
  const ids = Array.from({ length: 65 }, () => randomUUID());
  expect(await db.select().from(posts).where(inArray(posts.id, ids))).toEqual([]);
  expect(await prepared('')).toBe(0);
});

test('prepare=false in the address turns it off, for a pooler that keeps no statements', async () => {
  const unprepared = connect(`${database.url}?prepare=false`, { applicationName: 'test', maxConnections: 1 });
  const id = randomUUID();
  expect(await unprepared.select().from(posts).where(eq(posts.id, id))).toEqual([]);
  const rows = await unprepared.execute(sql.raw('select from pg_prepared_statements'));
  expect(rows).toHaveLength(0);
  await unprepared.$client.end({ timeout: 5 });
});
