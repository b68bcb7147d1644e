import { createHash } from 'node:crypto';
import type { Queryable } from '@postbus/db';
import { idempotencyKeys } from '@postbus/db/uploader';
import type { Caller } from '@postbus/service-kit';
import { and, eq } from 'drizzle-orm';
import { errors } from '../../errors.ts';

/** A request that is to take effect once, however often it is sent. */
export interface KeyedRequest {
  caller: Caller;
  key: string;
  /** The route and the body. */
  route: string;
  body: unknown;
}

/** What was answered to this request before; undefined if it is new. Raises `idempotency_conflict`. */
export async function earlierAnswer(db: Queryable, request: KeyedRequest): Promise<unknown> {
  const { caller, key } = request;
  const [row] = await db
    .select()
    .from(idempotencyKeys)
    .where(
      and(
        eq(idempotencyKeys.workspaceId, caller.workspaceId),
        eq(idempotencyKeys.clientId, caller.clientId),
        eq(idempotencyKeys.key, key),
      ),
    );
  if (!row) return undefined;
  if (row.requestHash !== requestHash(request)) throw errors.idempotencyConflict();
  return row.response;
}

/**
 * Claims the key for this answer, in the transaction that makes it true. False if the key is taken: a request that came at the
 * same time waits here until the first one has committed or failed.
 */
export async function claimKey(tx: Queryable, request: KeyedRequest, response: unknown): Promise<boolean> {
  const { caller, key } = request;
  const rows = await tx
    .insert(idempotencyKeys)
    .values({
      workspaceId: caller.workspaceId,
      clientId: caller.clientId,
      key,
      requestHash: requestHash(request),
      response,
    })
    .onConflictDoNothing()
    .returning({ key: idempotencyKeys.key });
  return rows.length === 1;
}

/** The same for bodies that say the same, whatever the order of their fields. */
const requestHash = ({ route, body }: KeyedRequest): string =>
  createHash('sha256')
    .update(JSON.stringify([route, sorted(body)]))
    .digest('hex');

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.map(([name, part]) => [name, sorted(part)]);
}
