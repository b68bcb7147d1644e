import { createHash } from 'node:crypto';
import type { Database, Queryable } from '@postbus/db';
import type { idempotencyKeys } from '@postbus/db/webhook-ingest';
import type { Caller } from '@postbus/service-kit';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { idempotencyConflict } from '../../errors.ts';
import { answerTo, claimKey, setAnswer } from './repository.ts';

/** For the schema of a route that makes something. */
export const IdempotencyHeaders = Type.Object({
  'idempotency-key': Type.Optional(Type.String({ minLength: 1, maxLength: 255, pattern: '^[^\\u0000]*$' })),
});

/**
 * Does a request's work in a transaction; once, however often the request is sent, if it carries an `Idempotency-Key`.
 * Raises `idempotency_conflict` for a key that another request came with.
 */
export function once<Answer>(
  db: Database,
  request: FastifyRequest,
  work: (tx: Queryable) => Promise<Answer>,
): Promise<Answer> {
  return db.transaction(async (tx) => {
    const { caller, headers } = request;
    const key = headers['idempotency-key'];
    if (typeof key !== 'string') return work(tx);
    const claim = { ...ownerOf(caller), key, requestHash: hashOf(request) };
    // One that came at the same time waits here until the first has committed or failed.
    if (!(await claimKey(tx, claim))) {
      const earlier = await answerTo(tx, claim);
      if (earlier?.requestHash !== claim.requestHash) throw idempotencyConflict();
      return earlier.response as Answer;
    }
    const answer = await work(tx);
    await setAnswer(tx, claim, answer);
    return answer;
  });
}

export type KeyClaim = Pick<
  typeof idempotencyKeys.$inferInsert,
  'workspaceId' | 'clientId' | 'key' | 'requestHash'
>;

const ownerOf = ({ workspaceId, clientId }: Caller) => ({ workspaceId, clientId });

/** The same for bodies that say the same, whatever the order of their fields. */
const hashOf = ({ url, body }: FastifyRequest): string =>
  createHash('sha256')
    .update(JSON.stringify([url, sorted(body ?? null)]))
    .digest('hex');

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.map(([name, part]) => [name, sorted(part)]);
}
