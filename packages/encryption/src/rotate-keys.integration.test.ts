import { randomBytes, randomUUID } from 'node:crypto';
import { connect, type Database, dataKeysTable } from '@postbus/db';
import { createEmptyDatabase } from '@postbus/testing';
import { asc, eq } from 'drizzle-orm';
import { pgSchema, text, uuid } from 'drizzle-orm/pg-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DecryptionError } from './cipher.ts';
import { keyRingProvider } from './key-provider.ts';
import { parseKeyRing } from './key-ring.ts';
import type { EncryptedColumn } from './reencrypt.ts';
import { type Rotation, rotateKeys } from './rotate-keys.ts';
import { openVault } from './vault.ts';

const schema = pgSchema('vault_test');
const dataKeys = dataKeysTable(schema);
const secrets = schema.table('secrets', { id: uuid().primaryKey(), value: text('value_encrypted') });
const column: EncryptedColumn = {
  schema: 'vault_test',
  table: 'secrets',
  column: 'value_encrypted',
  context: { table: 'secrets', column: 'value' },
};

const newKey = () => randomBytes(32).toString('hex');
const [first, second] = [`first:${newKey()}`, `second:${newKey()}`];
const providerOf = (...keys: string[]) => keyRingProvider(parseKeyRing(keys.join(',')));

let database: { adminUrl: string; close(): Promise<void> };
let db: Database;

beforeAll(async () => {
  database = await createEmptyDatabase();
  db = connect(database.adminUrl, { applicationName: 'vault test' });
  await db.$client.unsafe(`
    create schema vault_test;
    create table vault_test.data_keys (id text primary key, wrapping_key_id text not null, wrapped_key text not null,
      created_at timestamptz not null default now(), active_from timestamptz not null default now(),
      retired_at timestamptz);
    create table vault_test.secrets (id uuid primary key, value_encrypted text)`);
});
afterAll(async () => {
  await db?.$client.end({ timeout: 5 });
  await database?.close();
});
beforeEach(() => db.$client.unsafe('truncate vault_test.data_keys, vault_test.secrets'));

const vaultWith = (...keys: string[]) => openVault({ db, table: dataKeys, provider: providerOf(...keys) });
const placeOf = (row: string) => ({ table: 'secrets', column: 'value', row });

/** Rotates as if every process knew the new key at once. */
const rotateWith = (keys: string[], changes: Partial<Rotation> = {}) =>
  rotateKeys({
    db,
    table: dataKeys,
    provider: providerOf(...keys),
    columns: [column],
    headStartMs: 0,
    ...changes,
  });

async function store(count: number, keys = [first]): Promise<string[]> {
  const { cipher } = await vaultWith(...keys);
  const ids = Array.from({ length: count }, () => randomUUID());
  await db
    .insert(secrets)
    .values(ids.map((id) => ({ id, value: cipher.encrypt(`secret of ${id}`, placeOf(id)) })));
  return ids;
}

async function contents(...keys: string[]): Promise<Map<string, string>> {
  const { cipher } = await vaultWith(...keys);
  const rows = await db.select().from(secrets);
  return new Map(rows.map(({ id, value }) => [id, cipher.decrypt(value ?? '', placeOf(id))]));
}
const expected = (ids: string[]) => new Map(ids.map((id) => [id, `secret of ${id}`]));

describe('a vault', () => {
  test('that several processes open at the same time has one data key, and all can read it', async () => {
    const vaults = await Promise.all(Array.from({ length: 5 }, () => vaultWith(first)));
    const sealed = vaults.map(({ cipher }) => cipher.encrypt('token', placeOf('1')));
    for (const { cipher } of vaults) {
      expect(sealed.map((text) => cipher.decrypt(text, placeOf('1')))).toEqual(Array(5).fill('token'));
    }
    expect(await db.select().from(dataKeys)).toHaveLength(1);
  });

  test('holds no key in the clear', async () => {
    const { cipher } = await vaultWith(first);
    cipher.encrypt('token', placeOf('1'));
    const [row] = await db.select().from(dataKeys);
    expect(row?.wrappedKey).toMatch(/^v1\.first\./);
  });

  test('does not open without a key that its data keys need, and names it', async () => {
    await vaultWith(first);
    await expect(vaultWith(second)).rejects.toMatchObject({ code: 'wrapping_key_missing' });
    await expect(vaultWith(second)).rejects.toThrow('wrapped with first');
    await expect(vaultWith(`first:${newKey()}`)).rejects.toThrow(DecryptionError);
  });

  test('does not take the wrapped key of one data key for another', async () => {
    await vaultWith(first);
    await db.update(dataKeys).set({ id: 'another' });
    await expect(vaultWith(first)).rejects.toMatchObject({ code: 'ciphertext_refused' });
  });
});

describe('the rotation of keys', () => {
  test('makes every ciphertext anew, and the old wrapping key is not needed any more', async () => {
    const ids = await store(1234);
    const outcome = await rotateWith([second, first], { batchSize: 100 });
    expect(outcome).toEqual({ reencrypted: 1234, rewrapped: 1, unreadable: [] });
    expect(await contents(second)).toEqual(expected(ids));
  });

  test('that was interrupted goes on with the same data key', async () => {
    const ids = await store(500);
    const interruption = new AbortController();
    const interrupted = rotateWith([first], {
      batchSize: 100,
      signal: interruption.signal,
      onProgress: ({ done }) => done >= 200 && interruption.abort(new Error('killed')),
    });
    await expect(interrupted).rejects.toThrow('killed');
    const keysThen = await db.select().from(dataKeys).orderBy(asc(dataKeys.id));
    expect(await rotateWith([first])).toMatchObject({ reencrypted: 300 });
    expect((await db.select().from(dataKeys).orderBy(asc(dataKeys.id))).map(({ id }) => id)).toEqual(
      keysThen.map(({ id }) => id),
    );
    expect(await contents(first)).toEqual(expected(ids));
  });

  test('leaves alone what another process wrote meanwhile', async () => {
    const [id = ''] = await store(1);
    const { cipher } = await vaultWith(first);
    let wrote = false;
    await rotateWith([first], {
      onProgress: () => {
        wrote = true;
      },
      db: new Proxy(db, {
        get(target, name) {
          // Between the reading of the batch and the update of it.
          if (name !== 'execute') return Reflect.get(target, name);
          return async (query: never) => {
            const rows = await target.execute(query);
            if (!wrote && Array.from(rows).some((row) => 'text' in row)) {
              wrote = true;
              const value = cipher.encrypt('newer', placeOf(id));
              await target.update(secrets).set({ value }).where(eq(secrets.id, id));
            }
            return rows;
          };
        },
      }),
    });
    expect(await contents(first)).toEqual(new Map([[id, 'newer']]));
  });

  test('can be run beside another one', async () => {
    const ids = await store(400);
    await Promise.all([rotateWith([first], { batchSize: 20 }), rotateWith([first], { batchSize: 30 })]);
    expect(await contents(first)).toEqual(expected(ids));
  });

  test('tells what no key opens, leaves it as it is, and keeps the old keys', async () => {
    const ids = await store(3);
    const [broken = '', ...whole] = ids;
    const [{ value } = { value: '' }] = await db
      .select()
      .from(secrets)
      .where(eq(secrets.id, whole[0] ?? ''));
    await db.update(secrets).set({ value }).where(eq(secrets.id, broken));
    const { unreadable, reencrypted } = await rotateWith([first]);
    expect({ unreadable, reencrypted }).toEqual({
      unreadable: [`secrets.value_encrypted ${broken}`],
      reencrypted: 2,
    });
    expect((await db.select().from(dataKeys)).every(({ retiredAt }) => retiredAt === null)).toBe(true);
  });

  test('a running process reads and writes all the while, and knows the new key before it is used', async () => {
    const ids = await store(50);
    const running = await vaultWith(first);
    const rotating = rotateWith([first], { headStartMs: 300 });
    let used = false;
    for (let at = 0; !used; at += 1) {
      await running.reload();
      const id = ids[at % ids.length] ?? '';
      const [row] = await db.select().from(secrets).where(eq(secrets.id, id));
      expect(running.cipher.decrypt(row?.value ?? '', placeOf(id))).toBe(`secret of ${id}`);
      const value = running.cipher.encrypt(`secret of ${id}`, placeOf(id));
      await db.update(secrets).set({ value }).where(eq(secrets.id, id));
      used = (await Promise.race([rotating, Promise.resolve(null)])) !== null;
    }
    expect(await contents(first)).toEqual(expected(ids));
  });
});
