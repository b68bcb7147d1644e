import { randomBytes } from 'node:crypto';
import { connect } from '@postbus/db';
import { signingKeys } from '@postbus/db/auth-gateway';
import { createCipher, parseKeyRing } from '@postbus/encryption';
import { createTestDatabase, type TestDatabase } from '@postbus/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadSigningKeys } from './signing-keys.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase('auth-gateway');
});
afterAll(() => database?.close());

const newCipher = () => createCipher(parseKeyRing(`test:${randomBytes(32).toString('hex')}`));

test('replicas that start at the same time make one signing key and all sign with it', async () => {
  const cipher = newCipher();
  const replicas = Array.from({ length: 5 }, () =>
    connect(database.url, { applicationName: 'replica', maxConnections: 1 }),
  );
  const loaded = await Promise.all(replicas.map((db) => loadSigningKeys(db, cipher)));
  const stored = await database.db.select().from(signingKeys);
  expect(stored).toHaveLength(1);
  expect(new Set(loaded.map(({ current }) => current.kid))).toEqual(new Set([stored[0]?.id]));
  await Promise.all(replicas.map((db) => db.$client.end({ timeout: 5 })));

  await expect(loadSigningKeys(database.db, newCipher())).rejects.toMatchObject({
    code: 'ciphertext_refused',
  });
});
