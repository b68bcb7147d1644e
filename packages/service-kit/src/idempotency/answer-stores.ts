import type { Queryable } from '@postbus/db';
import { type SQL, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { v7 as uuidv7 } from 'uuid';
import type { KeyedRequest } from './keyed-request.ts';

export interface KnownAnswer {
  requestHash: string;
  answer: unknown;
}

/** Where a service keeps what it has answered. */
export interface AnswerStore {
  find(db: Queryable, request: KeyedRequest): Promise<KnownAnswer | null>;
  /** Takes the key. Null if it is taken: whoever comes at the same time waits here until the first has committed or failed. */
  claim(tx: Queryable, request: KeyedRequest): Promise<{ note(answer: unknown): Promise<void> } | null>;
}

const isOf = ({ workspaceId, clientId, key }: KeyedRequest): SQL =>
  sql`workspace_id = ${workspaceId} and client_id = ${clientId} and key = ${key}`;

/** In a table with a `response`, as JSON. */
export const plainAnswers = (table: PgTable): AnswerStore => ({
  async find(db, request) {
    const [row] = await db.execute<{ hash: string; response: string }>(
      sql`select request_hash as hash, response::text as response from ${table} where ${isOf(request)}`,
    );
    return row ? { requestHash: row.hash, answer: JSON.parse(row.response) } : null;
  },
  async claim(tx, request) {
    const { workspaceId, clientId, key, requestHash } = request;
    const rows = await tx.execute(sql`
      insert into ${table} (workspace_id, client_id, key, request_hash, response)
      values (${workspaceId}, ${clientId}, ${key}, ${requestHash}, 'null') on conflict do nothing returning key`);
    if (rows.length === 0) return null;
    return {
      async note(answer) {
        const response = JSON.stringify(answer);
        await tx.execute(sql`update ${table} set response = ${response}::jsonb where ${isOf(request)}`);
      },
    };
  },
});

/** How answers are encrypted, each for the row of an id. */
export interface AnswerSeal {
  seal(answer: string, id: string): string;
  open(sealed: string, id: string): string;
}

/** In a table with an `id` and an `answer_encrypted`: for answers that may hold a new secret. */
export const sealedAnswers = (table: PgTable, { seal, open }: AnswerSeal): AnswerStore => ({
  async find(db, request) {
    const [row] = await db.execute<{ id: string; hash: string; sealed: string }>(
      sql`select id, request_hash as hash, answer_encrypted as sealed from ${table} where ${isOf(request)}`,
    );
    return row ? { requestHash: row.hash, answer: JSON.parse(open(row.sealed, row.id)) } : null;
  },
  async claim(tx, request) {
    const { workspaceId, clientId, key, requestHash } = request;
    const id = uuidv7();
    // Nobody ever reads the empty one: it is replaced in this transaction.
    const rows = await tx.execute(sql`
      insert into ${table} (id, workspace_id, client_id, key, request_hash, answer_encrypted)
      values (${id}, ${workspaceId}, ${clientId}, ${key}, ${requestHash}, '') on conflict do nothing returning key`);
    if (rows.length === 0) return null;
    return {
      async note(answer) {
        const sealed = seal(JSON.stringify(answer), id);
        await tx.execute(sql`update ${table} set answer_encrypted = ${sealed} where id = ${id}`);
      },
    };
  },
});
