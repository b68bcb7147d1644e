import { randomUUID } from 'node:crypto';
import { connect } from '@postbus/db';
import { auditLog } from '@postbus/db/auth-gateway';
import { createTestDatabase, type TestDatabase } from '@postbus/testing';
import { asc, sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connectCreator, startStack } from '../../testing/stack.ts';
import { writeAudit } from './repository.ts';
import { verifyAudit } from './verify.ts';

describe('the chain of the audit log', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await createTestDatabase('auth-gateway');
  });
  afterEach(() => database?.close());

  const entry = (details: Record<string, unknown> = {}) => ({
    actor: 'system',
    action: 'account.refreshed' as const,
    correlationId: 'c',
    workspaceId: randomUUID(),
    details,
  });
  const write = async (count: number) => {
    for (let at = 0; at < count; at += 1)
      await writeAudit(database.db, entry({ at, text: 'é\u2028"\\', n: 1.5e-7 }));
  };
  /** As somebody who may do everything, and knows how to switch a trigger off. */
  const tamper = async (statement: string) => {
    const admin = connect(database.adminUrl, { applicationName: 'tamper', maxConnections: 1 });
    await admin.$client.unsafe(`
      alter table auth_gateway.audit_log disable trigger refuse_audit_change;
      ${statement};
      alter table auth_gateway.audit_log enable trigger refuse_audit_change`);
    await admin.$client.end({ timeout: 5 });
  };

  test('is whole after writers in many processes and transactions that were rolled back', async () => {
    const writers = Array.from({ length: 6 }, () =>
      connect(database.url, { applicationName: 'writer', maxConnections: 2 }),
    );
    await Promise.all(
      writers.map(async (db) => {
        for (let at = 0; at < 20; at += 1) {
          await db
            .transaction(async (tx) => {
              await writeAudit(tx, entry({ at }));
              if (at % 5 === 0) throw new Error('rolled back');
            })
            .catch(() => {});
        }
      }),
    );
    const rows = await database.db.select().from(auditLog).orderBy(asc(auditLog.seq));
    expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: 96 }, (_, at) => at + 1));
    expect(await verifyAudit(database.db)).toMatchObject({
      rows: 96,
      flaw: null,
      head: { seq: 96, hash: rows.at(-1)?.hash },
    });
    await Promise.all(writers.map((db) => db.$client.end({ timeout: 5 })));
  });

  test('an empty log is whole', async () => {
    expect(await verifyAudit(database.db)).toEqual({ rows: 0, head: null, flaw: null });
  });

  test.each([
    `update auth_gateway.audit_log set actor = 'somebody' where seq = 3`,
    `update auth_gateway.audit_log set at = at + interval '1 microsecond' where seq = 3`,
    `update auth_gateway.audit_log set details = '{}' where seq = 3`,
    `update auth_gateway.audit_log set account_id = workspace_id, workspace_id = null where seq = 3`,
    `update auth_gateway.audit_log set hash = repeat('0', 64) where seq = 3`,
  ])('shows where a row was changed: %s', async (statement) => {
    await write(5);
    await tamper(statement);
    expect((await verifyAudit(database.db)).flaw).toEqual({
      seq: 3,
      problem: 'the row was changed, or one before it',
    });
  });

  test('shows where a row was taken out', async () => {
    await write(5);
    await tamper('delete from auth_gateway.audit_log where seq = 3');
    expect((await verifyAudit(database.db)).flaw).toEqual({ seq: 3, problem: 'a row is missing' });
  });

  test('shows that the end was cut off, to whoever has noted the head', async () => {
    await write(5);
    const { head } = await verifyAudit(database.db);
    await tamper('delete from auth_gateway.audit_log where seq > 3');
    expect((await verifyAudit(database.db)).flaw).toBeNull();
    expect((await verifyAudit(database.db, { ...(head && { expected: head }) })).flaw).toEqual({
      seq: 5,
      problem: 'the head is not there',
    });
  });

  test('nobody changes or deletes a row while the triggers are there, not even an administrator', async () => {
    await write(1);
    const admin = connect(database.adminUrl, { applicationName: 'admin', maxConnections: 1 });
    for (const statement of [
      'update auth_gateway.audit_log set seq = 9',
      'delete from auth_gateway.audit_log',
      'truncate auth_gateway.audit_log',
    ]) {
      await expect(admin.$client.unsafe(statement)).rejects.toThrow('append-only');
    }
    await admin.$client.end({ timeout: 5 });
  });

  test("a number or a hash of one's own is replaced", async () => {
    await database.db.execute(sql`
      insert into auth_gateway.audit_log (id, actor, action, correlation_id, seq, hash)
      values (gen_random_uuid(), 'a', 'b', 'c', 77, 'mine')`);
    expect(await verifyAudit(database.db)).toMatchObject({ rows: 1, flaw: null });
  });
});

test('the audit log of a workspace is listed newest first, filtered and in pages, to its administrators only', async () => {
  const stack = await startStack();
  const workspace = await stack.newWorkspace();
  const accountId = await connectCreator(workspace);
  for (let at = 0; at < 3; at += 1) await workspace.api.post(`/api/accounts/${accountId}/access-token`);
  const all = (await workspace.api.get('/api/audit')).body.items;
  expect(all.map(({ action }: { action: string }) => action)).toEqual([
    'access_token.vended',
    'access_token.vended',
    'access_token.vended',
    'account.connected',
    'connect.started',
    'connect_session.created',
    'client_token.issued',
  ]);

  const seen = [];
  for (let cursor: number | null | undefined; cursor !== null; ) {
    const { body } = await workspace.api.get(`/api/audit?limit=2${cursor ? `&cursor=${cursor}` : ''}`);
    seen.push(...body.items);
    cursor = body.nextCursor;
  }
  expect(seen).toEqual(all);

  const get = async (query: string) => (await workspace.api.get(`/api/audit?${query}`)).body.items;
  expect(await get(`accountId=${accountId}&action=account.connected`)).toHaveLength(1);
  expect(await get(`actor=${workspace.client.clientId}`)).toHaveLength(5);
  expect(await get(`correlationId=${all[0].correlationId}`)).toHaveLength(1);
  expect(await get(`since=${encodeURIComponent(all[0].at)}&until=2999-01-01T00:00:00Z`)).toHaveLength(1);
  expect(await get(`until=${encodeURIComponent(all.at(-1).at)}`)).toEqual([]);

  const stranger = await stack.newWorkspace(['accounts:read']);
  expect((await stranger.api.get('/api/audit')).status).toBe(403);
  const admin = await stack.newWorkspace(['admin']);
  expect(JSON.stringify((await admin.api.get('/api/audit')).body)).not.toContain(accountId);
  for (const query of ['limit=0', 'cursor=-1', 'accountId=x', 'since=yesterday', 'colour=red']) {
    expect((await workspace.api.get(`/api/audit?${query}`)).body.error.code).toBe('validation_failed');
  }
  await stack.close();
});
