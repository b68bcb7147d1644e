import { randomBytes } from 'node:crypto';
import { dataKeys, oauthAccounts, workspaces } from '@postbus/db/auth-gateway';
import { type Cipher, keyRingProvider, openVault, parseKeyRing, rotateKeys } from '@postbus/encryption';
import { createTestDatabase, type TestDatabase } from '@postbus/testing';
import { sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { encryptedColumns, placeIn } from './encrypted-columns.ts';
import { type CreatedClient, createClient } from './features/clients/create-client.ts';
import { apiOf } from './testing/api.ts';
import { startApp, type TestApp } from './testing/start-app.ts';

const accountCount = 100_000;
const key = (id: string) => `${id}:${randomBytes(32).toString('hex')}`;
const [oldKey, newKey] = [key('old'), key('new')];
const providerOf = (...keys: string[]) => keyRingProvider(parseKeyRing(keys.join(',')));

let database: TestDatabase;
const apps: TestApp[] = [];
beforeAll(async () => {
  database = await createTestDatabase('auth-gateway');
});
afterAll(async () => {
  for (const app of apps) await app.close();
  await database?.close();
});

const startWith = async (...keys: string[]) => {
  const env = { TOKEN_ENCRYPTION_KEYS: keys.join(',') };
  const app = await startApp({ databaseUrl: database.url, env });
  apps.push(app);
  return app;
};

/** Accounts with tokens of their own, made with the old key. */
async function storeAccounts({ workspaceId }: CreatedClient, cipher: Cipher): Promise<string[]> {
  const later = new Date(Date.now() + 20 * 3_600_000);
  const ids = Array.from({ length: accountCount }, () => uuidv7());
  for (let at = 0; at < ids.length; at += 2000) {
    await database.db.insert(oauthAccounts).values(
      ids.slice(at, at + 2000).map((id) => ({
        ...{ id, workspaceId, userId: id, openId: id, platform: 'tiktok' as const, clientKey: 'aw' },
        ...{ requestedScopes: [], grantedScopes: [], status: 'active' as const, connectedAt: new Date() },
        accessTokenEncrypted: cipher.encrypt(`access ${id}`, placeIn('accessToken', id)),
        accessTokenExpiresAt: later,
        refreshTokenEncrypted: cipher.encrypt(`refresh ${id}`, placeIn('refreshToken', id)),
      })),
    );
  }
  return ids;
}

test('100,000 accounts get a new key while tokens are vended: no call fails, and the old key may go', async () => {
  const { db } = database;
  const { cipher } = await openVault({ db, table: dataKeys, provider: providerOf(oldKey) });
  const client = await createClient(db, {
    workspaceName: 'Bakery',
    name: 'planner',
    scopes: ['tokens:read'],
    returnUrls: [],
    service: false,
  });
  expect(await db.$count(workspaces)).toBe(1);
  const ids = await storeAccounts(client, cipher);

  const app = await startWith(newKey, oldKey);
  const api = await apiOf(app.url, client);
  const vend = async (id: string) => {
    const { status, body } = await api.post(`/api/accounts/${id}/access-token`);
    expect([status, body.accessToken]).toEqual([200, `access ${id}`]);
  };
  let isOver = false;
  // Twice the time that the service takes to look for new keys.
  const rotation = rotateKeys({
    db,
    table: dataKeys,
    provider: providerOf(newKey, oldKey),
    columns: Object.values(encryptedColumns),
    headStartMs: 10_000,
  }).finally(() => {
    isOver = true;
  });
  let vended = 0;
  while (!isOver) {
    await Promise.all(Array.from({ length: 4 }, (_, at) => vend(ids[(vended + at * 31) % ids.length] ?? '')));
    vended += 4;
  }
  const { reencrypted, rewrapped, unreadable } = await rotation;
  expect({ rewrapped, unreadable }).toEqual({ rewrapped: 1, unreadable: [] });
  expect(reencrypted).toBeGreaterThanOrEqual(2 * accountCount);

  const [{ old } = { old: -1 }] = await db.execute<{ old: number }>(sql`
    select count(*)::int as old from ${oauthAccounts}
    where access_token_encrypted not like (select 'v1.' || id || '.%' from ${dataKeys} where retired_at is null)`);
  expect(old).toBe(0);
  const afterwards = await startWith(newKey);
  const { body } = await (await apiOf(afterwards.url, client)).post(`/api/accounts/${ids[7]}/access-token`);
  expect(body.accessToken).toBe(`access ${ids[7]}`);
  expect(app.logged()).not.toContain('could not look for new data keys');
});
