import type { Queryable } from '@postbus/db';
import { connectSessions } from '@postbus/db/auth-gateway';
import { and, eq, gt, isNull, or } from 'drizzle-orm';
import type { ConnectSession } from './connect-session.ts';

type NewSession = Omit<typeof connectSessions.$inferInsert, 'createdAt'>;

/** Returns the session, or null if one with the same `Idempotency-Key` is there. */
export async function insertSession(tx: Queryable, session: NewSession): Promise<ConnectSession | null> {
  const [inserted] = await tx.insert(connectSessions).values(session).onConflictDoNothing().returning();
  return inserted ?? null;
}

export async function findSessionByIdempotencyKey(
  db: Queryable,
  key: { workspaceId: string; clientId: string; idempotencyKey: string },
): Promise<ConnectSession | null> {
  const [session] = await db
    .select()
    .from(connectSessions)
    .where(
      and(
        eq(connectSessions.workspaceId, key.workspaceId),
        eq(connectSessions.clientId, key.clientId),
        eq(connectSessions.idempotencyKey, key.idempotencyKey),
      ),
    );
  return session ?? null;
}

export async function findSessionByHash(db: Queryable, sessionHash: string): Promise<ConnectSession | null> {
  const [session] = await db
    .select()
    .from(connectSessions)
    .where(eq(connectSessions.sessionHash, sessionHash));
  return session ?? null;
}

export async function findSessionByState(db: Queryable, stateHash: string): Promise<ConnectSession | null> {
  const [session] = await db.select().from(connectSessions).where(eq(connectSessions.stateHash, stateHash));
  return session ?? null;
}

/**
 * Binds the session to the browser and to a new state. Null if another browser has it, or it is over.
 * The same browser may begin again, as after its back button; its earlier state is void then.
 */
export async function beginSession(
  tx: Queryable,
  id: string,
  begin: { stateHash: string; browserHash: string; codeVerifierEncrypted: string | null; now: Date },
): Promise<ConnectSession | null> {
  const { now, ...columns } = begin;
  const [session] = await tx
    .update(connectSessions)
    .set(columns)
    .where(
      and(
        eq(connectSessions.id, id),
        isNull(connectSessions.usedAt),
        gt(connectSessions.expiresAt, now),
        or(isNull(connectSessions.browserHash), eq(connectSessions.browserHash, begin.browserHash)),
      ),
    )
    .returning();
  return session ?? null;
}

/** Ends the session. Of two callbacks with the same state only one gets it. */
export async function endSession(
  tx: Queryable,
  { id, stateHash }: Pick<ConnectSession, 'id' | 'stateHash'>,
  now: Date,
): Promise<boolean> {
  const used = await tx
    .update(connectSessions)
    // The verifier has done its work with this exchange.
    .set({ usedAt: now, codeVerifierEncrypted: null })
    .where(
      and(
        eq(connectSessions.id, id),
        eq(connectSessions.stateHash, stateHash ?? ''),
        isNull(connectSessions.usedAt),
      ),
    )
    .returning({ id: connectSessions.id });
  return used.length > 0;
}
