import {
  builtOnce,
  columnsToInsert,
  connect,
  type Database,
  type Given,
  rowsToInsert,
  textArray,
} from '@postbus/db';
import { createEmptyDatabase, type EmptyDatabase } from '@postbus/testing';
import { sql } from 'drizzle-orm';
import { boolean, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

const things = pgTable('things', {
  id: uuid().primaryKey(),
  name: text().notNull(),
  tags: text().array().notNull().default(sql`'{}'`),
  about: jsonb().$type<Record<string, unknown>>().notNull().default({ kind: 'unknown' }),
  count: integer().notNull().default(7),
  isOld: boolean('is_old').notNull().default(false),
  seenAt: timestamp('seen_at', { withTimezone: true }),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
});

let empty: EmptyDatabase;
let db: Database;

beforeAll(async () => {
  empty = await createEmptyDatabase();
  db = connect(empty.adminUrl, { applicationName: 'test' });
  await db.execute(sql`
    create table things (id uuid primary key, name text not null, tags text[] not null, about jsonb not null,
      count integer not null, is_old boolean not null, seen_at timestamptz, created_at timestamptz not null)`);
});
afterAll(async () => {
  await db?.$client.end({ timeout: 5 });
  await empty?.close();
});

const id = (n: number) => `00000000-0000-7000-8000-00000000000${n}`;
const insert = (rows: Parameters<typeof rowsToInsert<typeof things>>[1]) =>
  db.insert(things).select(rowsToInsert(things, rows)).onConflictDoNothing().returning();

test('rows go in as they would one by one, in their order, with the defaults of their columns', async () => {
  const seenAt = new Date('2026-01-02T03:04:05.678Z');
  const odd = `quote ' double " backslash \\ {brace} \n é 🎬`;
  const rows = await insert([
    { id: id(2), name: odd, tags: [odd, ''], about: { text: odd, list: [1, null] }, seenAt },
    { id: id(1), name: '', tags: [], about: {}, seenAt: null },
  ]);
  expect(rows).toEqual([
    expect.objectContaining({
      id: id(2),
      name: odd,
      tags: [odd, ''],
      about: { text: odd, list: [1, null] },
      seenAt,
    }),
    expect.objectContaining({ id: id(1), name: '', tags: [], about: {}, seenAt: null }),
  ]);
  for (const row of rows) expect(row).toMatchObject({ count: 7, isOld: false, createdAt: expect.any(Date) });
});

test('so do rows of a statement that is built once, whatever rows it is used for', async () => {
  const insertOnce = builtOnce((db, { rows }: Given<{ rows: string }>) =>
    db
      .insert(things)
      .select(columnsToInsert(things, rows, ['id', 'name', 'seenAt'], { count: sql`length(given.name)` }))
      .returning(),
  );
  const once = (n: number) => id(n).replace(/^0/, '1');
  const seenAt = new Date('2026-01-02T03:04:05.678Z');
  const use = (rows: object[]) => insertOnce(db, { rows: JSON.stringify(rows) });
  const rest = { tags: [], about: { kind: 'unknown' }, isOld: false, createdAt: expect.any(Date) };
  expect(await use([{ id: once(1), name: 'seven', seenAt }])).toEqual([
    { id: once(1), name: 'seven', seenAt, count: 5, ...rest },
  ]);
  expect(
    await use([
      { id: once(3), name: '' },
      { id: once(2), name: 'é' },
    ]),
  ).toEqual([
    { id: once(3), name: '', seenAt: null, count: 0, ...rest },
    { id: once(2), name: 'é', seenAt: null, count: 1, ...rest },
  ]);
});

test('a default that is no SQL, and a value that is, are those of every row', async () => {
  const rows = await insert([
    { id: id(3), name: sql`upper('a')` },
    { id: id(4), name: sql`upper('a')` },
  ]);
  expect(rows).toMatchObject(
    [3, 4].map((n) => ({ id: id(n), name: 'A', tags: [], about: { kind: 'unknown' } })),
  );
});

test('what only some rows have a value for is kept, and null for the others', async () => {
  const seenAt = new Date('2026-01-02T03:04:05.678Z');
  const rows = await insert([
    { id: id(7), name: 'a' },
    { id: id(8), name: 'b', seenAt },
  ]);
  expect(rows.map((row) => row.seenAt)).toEqual([null, seenAt]);
});

test('lists find what they name, and an empty one nothing', async () => {
  await insert([
    { id: id(5), name: 'a,b' },
    { id: id(6), name: '{"c"}' },
  ]);
  const count = async (condition: ReturnType<typeof sql>) =>
    (await db.select().from(things).where(condition)).length;
  expect(await count(sql`${things.name} = any(${textArray(['a,b', '{"c"}', 'd'])})`)).toBe(2);
  expect(await count(sql`${things.name} = any(${textArray([])})`)).toBe(0);
});
