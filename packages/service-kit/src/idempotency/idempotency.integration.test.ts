import { connect, type Database } from '@postbus/db';
import { createEmptyDatabase } from '@postbus/testing';
import { sql } from 'drizzle-orm';
import { pgSchema, text } from 'drizzle-orm/pg-core';
import type { FastifyRequest } from 'fastify';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type AnswerStore, plainAnswers, sealedAnswers } from './answer-stores.ts';
import { createIdempotency, type Idempotency } from './idempotency.ts';
import { type KeyedRequest, keyedRequest } from './keyed-request.ts';

const schema = pgSchema('once_test');
const plain = schema.table('plain', { key: text() });
const sealed = schema.table('sealed', { key: text() });
const workspaceId = '01990000-0000-7000-8000-000000000001';
const request = (changes: Partial<KeyedRequest> = {}): KeyedRequest => ({
  workspaceId,
  clientId: 'client',
  key: 'key',
  requestHash: 'hash',
  ...changes,
});
const seal = {
  seal: (answer: string, id: string) => Buffer.from(`${id} ${answer}`).toString('base64'),
  open(text: string, id: string) {
    const [of, ...answer] = Buffer.from(text, 'base64').toString().split(' ');
    if (of !== id) throw new Error('sealed for another row');
    return answer.join(' ');
  },
};

describe.each<[string, AnswerStore]>([
  ['as they are', plainAnswers(plain)],
  ['encrypted', sealedAnswers(sealed, seal)],
])('requests with an Idempotency-Key whose answers are kept %s', (_name, answers) => {
  let database: Awaited<ReturnType<typeof createEmptyDatabase>>;
  let db: Database;
  let idempotency: Idempotency;
  let works: number;

  beforeEach(async () => {
    works = 0;
    database = await createEmptyDatabase();
    db = connect(database.adminUrl, { applicationName: 'test' });
    await db.$client.unsafe(`
      create schema once_test;
      create table once_test.effects (name text);
      create table once_test.plain (workspace_id uuid not null, client_id text not null, key text not null,
        request_hash text not null, response jsonb not null, primary key (workspace_id, client_id, key));
      create table once_test.sealed (id uuid primary key, workspace_id text not null, client_id text not null, key text not null,
        request_hash text not null, answer_encrypted text not null, unique (workspace_id, client_id, key))`);
    idempotency = createIdempotency({ db, answers });
  });
  afterEach(async () => {
    await db.$client.end({ timeout: 5 });
    await database.close();
  });

  const effects = async () => (await db.execute(sql`select from once_test.effects`)).length;
  const work = (keyed: KeyedRequest | undefined) =>
    idempotency.once(keyed, async (tx) => {
      works += 1;
      const number = works;
      await tx.execute(sql`insert into once_test.effects values ('x')`);
      return { number, name: 'it’s "here"' };
    });

  test('take effect once, at the same time too, and all get the same answer', async () => {
    const got = await Promise.all(Array.from({ length: 20 }, () => work(request())));
    for (const answer of got) expect(answer).toEqual({ number: 1, name: 'it’s "here"' });
    expect([works, await effects()]).toEqual([1, 1]);
    expect(await idempotency.earlier(request())).toEqual({ answer: { number: 1, name: 'it’s "here"' } });
  });

  test('with another body are refused, and nothing happens', async () => {
    await work(request());
    const other = request({ requestHash: 'other' });
    await expect(work(other)).rejects.toMatchObject({ code: 'idempotency_conflict', statusCode: 409 });
    await expect(idempotency.earlier(other)).rejects.toMatchObject({ code: 'idempotency_conflict' });
    expect(await effects()).toBe(1);
  });

  test('of another workspace, client or key are others', async () => {
    const others = [
      {},
      { workspaceId: '01990000-0000-7000-8000-000000000002' },
      { clientId: 'another' },
      { key: 'another' },
    ];
    for (const other of others) await work(request(other));
    expect(await effects()).toBe(others.length);
  });

  test('that failed left nothing behind and may come again', async () => {
    const failing = idempotency.once(request(), async (tx) => {
      await tx.execute(sql`insert into once_test.effects values ('x')`);
      throw new Error('not now');
    });
    await expect(failing).rejects.toThrow('not now');
    expect(await idempotency.earlier(request())).toBeNull();
    expect(await work(request())).toMatchObject({ number: 1 });
    expect(await effects()).toBe(1);
  });

  test('or without one take effect each time', async () => {
    await work(undefined);
    await work(undefined);
    expect(await effects()).toBe(2);
    expect(await idempotency.earlier(undefined)).toBeNull();
  });
});

describe('what makes two requests the same', () => {
  const of = (changes: object) =>
    keyedRequest({
      method: 'POST',
      url: '/api/posts',
      headers: { 'idempotency-key': 'key' },
      caller: { workspaceId, clientId: 'client', scopes: new Set() },
      body: { a: 1, b: [{ c: 2, d: 3 }] },
      ...changes,
    } as unknown as FastifyRequest);

  test('is the route and what the body says, whatever the order of its fields', () => {
    const first = of({});
    expect(first).toMatchObject({ workspaceId, clientId: 'client', key: 'key' });
    expect(of({ body: { b: [{ d: 3, c: 2 }], a: 1 } })).toEqual(first);
    for (const other of [{ body: { a: 1 } }, { url: '/api/other' }, { method: 'PUT' }, { body: null }])
      expect(of(other)?.requestHash).not.toBe(first?.requestHash);
    expect(of({ headers: {} })).toBeUndefined();
  });
});
