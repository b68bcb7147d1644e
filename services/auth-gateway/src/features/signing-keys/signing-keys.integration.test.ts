import { randomBytes } from 'node:crypto';
import { connect } from '@postbus/db';
import { signingKeys } from '@postbus/db/auth-gateway';
import { createCipher, parseKeyRing } from '@postbus/encryption';
import { createTestDatabase, type TestDatabase } from '@postbus/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openSigningKeys } from './signing-keys.ts';

const minuteMs = 60_000;

describe('the keys that sign tokens', () => {
  let database: TestDatabase;
  let laterMs = 0;
  const clock = () => new Date(1_795_000_000_000 + laterMs);
  const cipher = createCipher(parseKeyRing(`test:${randomBytes(32).toString('hex')}`));
  const open = () => openSigningKeys({ db: database.db, cipher, clock });

  beforeEach(async () => {
    laterMs = 0;
    database = await createTestDatabase('auth-gateway');
  });
  afterEach(() => database?.close());

  const kidsOf = (keys: Awaited<ReturnType<typeof open>>) => keys.published().keys.map(({ kid }) => kid);

  test('replicas that start at the same time make one, and all sign with it', async () => {
    const replicas = Array.from({ length: 5 }, () =>
      connect(database.url, { applicationName: 'replica', maxConnections: 1 }),
    );
    const opened = await Promise.all(replicas.map((db) => openSigningKeys({ db, cipher, clock })));
    const stored = await database.db.select().from(signingKeys);
    expect(stored).toHaveLength(1);
    expect(new Set(opened.map((keys) => keys.current().kid))).toEqual(new Set([stored[0]?.id]));
    await Promise.all(replicas.map((db) => db.$client.end({ timeout: 5 })));
  });

  test('one that does not open is told at the start', async () => {
    await open();
    const other = createCipher(parseKeyRing(`test:${randomBytes(32).toString('hex')}`));
    await expect(openSigningKeys({ db: database.db, cipher: other, clock })).rejects.toMatchObject({
      code: 'ciphertext_refused',
    });
  });

  test('the next one is published before it signs, and the last one until its tokens have ended', async () => {
    const [keys, replica] = [await open(), await open()];
    const old = keys.current().kid;
    await keys.rotate();
    await replica.reload();
    const [next] = kidsOf(keys);
    expect(next).not.toBe(old);
    for (const one of [keys, replica]) {
      expect(kidsOf(one)).toEqual([next, old]);
      expect(one.current().kid).toBe(old);
    }
    laterMs = 10 * minuteMs;
    for (const one of [keys, replica]) expect(one.current().kid).toBe(next);
    // The last token that the old one signed lives for 15 minutes from now.
    laterMs = 25 * minuteMs;
    expect(kidsOf(keys)).toEqual([next, old]);
    laterMs = 31 * minuteMs;
    expect(kidsOf(keys)).toEqual([next]);
    expect(kidsOf(await open())).toEqual([next]);
  });

  test('are not rotated twice while the next one is on its way', async () => {
    const [keys, replica] = [await open(), await open()];
    await Promise.all([keys.rotate(), replica.rotate(), keys.rotate()]);
    expect(await database.db.select().from(signingKeys)).toHaveLength(2);
    laterMs = 11 * minuteMs;
    await replica.rotate();
    expect(await database.db.select().from(signingKeys)).toHaveLength(3);
  });
});
