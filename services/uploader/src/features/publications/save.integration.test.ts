import { outbox, posts, publications, publishAttempts } from '@postbus/db/uploader';
import { createTestDatabase, type TestDatabase } from '@postbus/testing';
import { eq, sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { renewLease, saveConfirmedBytes, takeLease, type WorkItem } from './repository.ts';
import { saveTransition } from './save.ts';
import { LeaseLostError } from './write-rows.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase('uploader');
});
afterAll(() => database?.close());

async function due(): Promise<string> {
  const [id, postId, workspaceId] = [uuidv7(), uuidv7(), uuidv7()];
  await database.db.insert(posts).values({
    id: postId,
    workspaceId,
    clientId: 'client',
    source: 'FILE_UPLOAD',
    mode: 'direct',
    mediaIds: [uuidv7()],
    postInfo: {},
  });
  await database.db.insert(publications).values({
    id,
    postId,
    workspaceId,
    accountId: uuidv7(),
    platform: 'tiktok',
    status: 'queued',
    correlationId: 'test',
    totalBytes: 100,
  });
  await database.db.update(publications).set({ nextStepAt: sql`now()` }).where(eq(publications.id, id));
  return id;
}

const take = (publicationId: string, leaseMs = 60_000) =>
  takeLease(database.db, { publicationId, leaseId: uuidv7(), leaseMs });

async function taken(publicationId: string, leaseMs?: number): Promise<WorkItem & { leaseId: string }> {
  const item = await take(publicationId, leaseMs);
  if (!item?.publication.leaseId) throw new Error('no lease');
  return { ...item, leaseId: item.publication.leaseId };
}

const begin = ({ leaseId, ...item }: WorkItem & { leaseId: string }) =>
  database.db.transaction((tx) =>
    saveTransition(tx, {
      item,
      leaseId,
      change: { status: 'initialising' },
      attempt: { step: 'init', outcome: 'ok' },
      next: 'go on',
    }),
  );

test('of many who want a publication at the same time one gets it', async () => {
  const id = await due();
  const items = await Promise.all(Array.from({ length: 10 }, () => take(id)));
  expect(items.filter((item) => item !== null)).toHaveLength(1);
});

test('a publication that is not due is given to nobody', async () => {
  const id = await due();
  await database.db
    .update(publications)
    .set({ nextStepAt: sql`now() + interval '1 hour'` })
    .where(eq(publications.id, id));
  expect(await take(id)).toBeNull();
});

test('a worker whose lease ran out and was taken by another can write nothing more', async () => {
  const id = await due();
  const slow = await taken(id, 0);
  const quick = await taken(id);
  await expect(begin(slow)).rejects.toThrow(LeaseLostError);
  expect(await renewLease(database.db, { publicationId: id, leaseId: slow.leaseId, leaseMs: 1000 })).toBe(
    false,
  );
  const bytes = { publicationId: id, leaseId: slow.leaseId, confirmedBytes: 100 };
  expect(await saveConfirmedBytes(database.db, bytes)).toBe(false);
  expect((await begin(quick)).publication).toMatchObject({ status: 'initialising', version: 2 });
});

test('what was read before another change cannot be written over it', async () => {
  const id = await due();
  const item = await taken(id);
  await begin(item);
  await expect(begin(item)).rejects.toThrow(LeaseLostError);
});

test('row, attempt and event are written together or not at all', async () => {
  const id = await due();
  const item = await taken(id);
  const failing = database.db.transaction(async (tx) => {
    const { leaseId, ...rest } = item;
    await saveTransition(tx, {
      item: rest,
      leaseId,
      change: { status: 'initialising' },
      attempt: { step: 'init', outcome: 'ok' },
      next: 'go on',
    });
    throw new Error('the process dies here');
  });
  await expect(failing).rejects.toThrow('dies');
  expect(await traces(id)).toEqual({ status: 'queued', version: 1, attempts: 0, events: 0 });

  await begin(item);
  expect(await traces(id)).toEqual({ status: 'initialising', version: 2, attempts: 1, events: 1 });
});

async function traces(id: string) {
  const { db } = database;
  const [row] = await db.select().from(publications).where(eq(publications.id, id));
  return {
    status: row?.status,
    version: row?.version,
    attempts: await db.$count(publishAttempts, eq(publishAttempts.publicationId, id)),
    events: await db.$count(outbox, sql`${outbox.event}->>'subject' = ${id}`),
  };
}
