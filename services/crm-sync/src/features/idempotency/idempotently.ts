import { createHash } from 'node:crypto';
import type { Database, Queryable } from '@postbus/db';
import { idempotencyKeys } from '@postbus/db/crm-sync';
import type { Cipher } from '@postbus/encryption';
import { and, eq } from 'drizzle-orm';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { v7 as uuidv7 } from 'uuid';
import { placeIn } from '../../encrypted-columns.ts';
import { idempotencyConflict } from '../../errors.ts';

/** For the schema of a route that makes something. */
export const IdempotencyHeaders = Type.Object({
  'idempotency-key': Type.Optional(Type.String({ minLength: 1, maxLength: 255 })),
});

export type Idempotently = ReturnType<typeof createIdempotency>;

export function createIdempotency({ db, cipher }: { db: Database; cipher: Cipher }) {
  /**
   * Makes something once for an `Idempotency-Key`: `make` runs in a transaction together with the note of its answer,
   * which a repetition gets. Without a key it just runs in one. Raises `idempotency_conflict` if the key came with
   * another request.
   */
  return async function idempotently<Answer>(
    request: FastifyRequest,
    make: (tx: Queryable) => Promise<Answer>,
  ): Promise<Answer> {
    const header = request.headers['idempotency-key'];
    if (typeof header !== 'string') return db.transaction(make);
    const { workspaceId, clientId } = request.caller;
    const keyed = { workspaceId, clientId, key: header, requestHash: hashOf(request) };

    const earlier = await findAnswer<Answer>(keyed);
    if (earlier) return earlier.answer;
    try {
      return await db.transaction(async (tx) => {
        const answer = await make(tx);
        const id = uuidv7();
        const answerEncrypted = cipher.encrypt(JSON.stringify(answer), placeIn('idempotentAnswer', id));
        const noted = await tx
          .insert(idempotencyKeys)
          .values({ id, ...keyed, answerEncrypted })
          .onConflictDoNothing()
          .returning({ id: idempotencyKeys.id });
        // Somebody else was first with this key: what was made here is not wanted.
        if (noted.length === 0) throw new TakenError();
        return answer;
      });
    } catch (error) {
      const first = error instanceof TakenError ? await findAnswer<Answer>(keyed) : null;
      if (first) return first.answer;
      throw error;
    }
  };

  async function findAnswer<Answer>(keyed: {
    workspaceId: string;
    clientId: string;
    key: string;
    requestHash: string;
  }): Promise<{ answer: Answer } | null> {
    const [row] = await db
      .select()
      .from(idempotencyKeys)
      .where(
        and(
          eq(idempotencyKeys.workspaceId, keyed.workspaceId),
          eq(idempotencyKeys.clientId, keyed.clientId),
          eq(idempotencyKeys.key, keyed.key),
        ),
      );
    if (!row) return null;
    if (row.requestHash !== keyed.requestHash) throw idempotencyConflict();
    return { answer: JSON.parse(cipher.decrypt(row.answerEncrypted, placeIn('idempotentAnswer', row.id))) };
  }
}

class TakenError extends Error {
  override readonly name = 'TakenError';
}

const hashOf = ({ method, url, body }: FastifyRequest) =>
  createHash('sha256')
    .update(JSON.stringify([method, url, body]))
    .digest('hex');
