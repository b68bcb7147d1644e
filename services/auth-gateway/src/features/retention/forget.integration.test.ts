import { randomUUID } from 'node:crypto';
import {
  auditLog,
  clientSecrets,
  connectSessions,
  idempotencyKeys,
  outbox,
  rateLimits,
} from '@postbus/db/auth-gateway';
import { expect, test } from 'vitest';
import { connectCreator, startStack } from '../../testing/stack.ts';
import { forgetOld } from './forget.ts';

test('what nobody needs any more is deleted, what is needed and the audit log stay', async () => {
  const stack = await startStack();
  const { db } = stack.database;
  const accountId = await connectCreator(stack);
  const { body } = await stack.api.post(
    '/api/clients',
    { name: 'x', scopes: ['admin'] },
    { 'idempotency-key': 'k' },
  );
  await stack.api.post(`/api/clients/${body.clientId}/secrets`, { previousValidForSeconds: 0 });
  await db.insert(outbox).values({ id: randomUUID(), subject: 'waiting', event: {} });
  const tables = { connectSessions, idempotencyKeys, rateLimits, clientSecrets, outbox };
  const counts = async () => {
    const entries = Object.entries(tables).map(
      async ([name, table]) => [name, await db.$count(table)] as const,
    );
    return Object.fromEntries(await Promise.all(entries));
  };
  const audited = await db.$count(auditLog);
  const before = await counts();
  expect(before).toMatchObject({ connectSessions: 1, idempotencyKeys: 1 });

  await forgetOld(db, new Date());
  expect(await counts()).toEqual(before);
  await forgetOld(db, new Date(Date.now() + 100 * 24 * 3_600_000));
  const after = await counts();
  expect(after).toMatchObject({ connectSessions: 0, idempotencyKeys: 0, rateLimits: 0 });
  // Secrets that work, and the event that no broker has confirmed.
  expect(after.clientSecrets).toBe((before.clientSecrets ?? 0) - 1);
  expect(after.outbox).toBeGreaterThanOrEqual(1);
  expect(await db.$count(auditLog)).toBe(audited);
  expect((await stack.api.post(`/api/accounts/${accountId}/access-token`)).status).toBe(200);
  await stack.close();
});
