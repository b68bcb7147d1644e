import { readFile } from 'node:fs/promises';
import { connect, migrate, serviceDatabases } from '@postbus/db';
import { accountCollections, accounts, newestEvents, tiktokPosts } from '@postbus/db/crm-sync';
import { createEmptyDatabase, createTestDatabase, testRolePassword } from '@postbus/testing';
import { asc } from 'drizzle-orm';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rebuild } from '../features/rebuilding/rebuild.ts';

const first = new URL('../../../../packages/db/migrations/crm-sync/0000_crm-tables.sql', import.meta.url);
const journal = new URL('../../../../packages/db/migrations/crm-sync/meta/_journal.json', import.meta.url);

let database: Awaited<ReturnType<typeof createEmptyDatabase>>;
let admin: postgres.Sql;
beforeAll(async () => {
  // Roles belong to the whole server: this one has to be there before the migration of another database sets it again.
  await (await createTestDatabase('crm-sync')).close();
  database = await createEmptyDatabase();
  admin = postgres(database.adminUrl, { max: 1, onnotice: () => {} });
});
afterAll(async () => {
  await admin.end();
  await database.close();
});

test('rows of an earlier version are kept, and a rebuild only adds what that version did not show', async () => {
  await admin.unsafe(await readFile(first, 'utf8'));
  const { entries } = JSON.parse(await readFile(journal, 'utf8'));
  await admin.unsafe(`
    create schema postbus_migrations;
    create table postbus_migrations.crm_sync (id serial primary key, hash text not null, created_at bigint);
    insert into postbus_migrations.crm_sync (hash, created_at) values ('first', ${entries[0].when});
    insert into crm_sync.accounts values (gen_random_uuid(), gen_random_uuid(), 'tiktok', 'user', 'open', null, 'name',
      null, '{user.info.basic,"with \\"quotes\\", and comma"}', 'active', '2026-01-01T00:00:00.007Z', null, 7,
      '2026-01-02T00:00:00.100Z');
    insert into crm_sync.tiktok_posts values
      (gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'direct', 'published', 'v_pub',
        '{7600000000000000101,9223372036854775807}', 'Brot #brot', gen_random_uuid(), null, '2026-01-01T00:00:00Z',
        '2026-01-01T00:00:00.123Z', 5, '2026-01-01T00:00:00.456Z'),
      (gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'inbox', 'failed', null, '{}', null,
        null, '{"code":"x","message":"y","logId":null,"retryable":true}', null, null, 2, '2026-01-01T00:00:00Z');`);
  await migrate({ adminUrl: database.adminUrl, service: 'crm-sync', password: testRolePassword });

  const url = new URL(database.adminUrl);
  url.username = serviceDatabases['crm-sync'].role;
  url.password = testRolePassword;
  const db = connect(url.href, { applicationName: 'test' });
  try {
    const read = async () => ({
      accounts: await db.select().from(accounts),
      posts: await db.select().from(tiktokPosts).orderBy(asc(tiktokPosts.version)),
    });
    const before = await read();
    expect(before.posts).toMatchObject([
      { source: 'postbus', status: 'failed', version: 2 },
      { source: 'postbus', platformPostIds: ['7600000000000000101', '9223372036854775807'], hashtags: [] },
    ]);
    expect(before.posts.map(({ id }) => id)).toEqual(before.posts.map(({ publicationId }) => publicationId));
    expect(await db.$count(newestEvents)).toBe(3);
    expect(await db.select().from(accountCollections)).toMatchObject([
      { accountId: before.accounts[0]?.id, nextDueAt: expect.any(Date) },
    ]);

    expect(await rebuild({ db, now: () => new Date() })).toMatchObject({ isFinished: true, repaired: 1 });
    const [failed, published] = before.posts;
    expect(await read()).toEqual({
      accounts: before.accounts,
      posts: [failed, { ...published, hashtags: ['brot'] }],
    });
  } finally {
    await db.$client.end({ timeout: 5 });
  }
});
