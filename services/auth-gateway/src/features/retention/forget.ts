import type { Database } from '@postbus/db';
import {
  clientSecrets,
  connectSessions,
  displayCalls,
  displayDays,
  idempotencyKeys,
  inbox,
  outbox,
  rateLimits,
  signingKeys,
} from '@postbus/db/auth-gateway';
import { prune } from '@postbus/events';
import { createLoop, type Logger, type Loop } from '@postbus/service-kit';
import { lt } from 'drizzle-orm';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** How long is kept what nobody needs any more. The audit log is kept for ever. */
const keptMs = {
  /** Longer than the streams keep their messages: to fill an emptied broker, and to know a message that comes again. */
  events: 30 * dayMs,
  /** After their end; what happened is in the audit log. */
  connectSessions: dayMs,
  idempotencyKeys: 2 * dayMs,
  rateLimits: hourMs,
  displayCalls: hourMs,
  displayDays: 2 * dayMs,
  /** After their end. */
  keysAndSecrets: 30 * dayMs,
};

/** Deletes what is no longer needed. Several replicas may do so at the same time. */
export async function forgetOld(db: Database, now: Date): Promise<void> {
  const ago = (ms: number) => new Date(now.getTime() - ms);
  await prune({ db, outbox, inbox, before: ago(keptMs.events) });
  await db.delete(connectSessions).where(lt(connectSessions.expiresAt, ago(keptMs.connectSessions)));
  await db.delete(idempotencyKeys).where(lt(idempotencyKeys.createdAt, ago(keptMs.idempotencyKeys)));
  await db.delete(rateLimits).where(lt(rateLimits.endsAt, ago(keptMs.rateLimits)));
  await db.delete(displayCalls).where(lt(displayCalls.countsUntil, ago(keptMs.displayCalls)));
  await db.delete(displayDays).where(lt(displayDays.day, ago(keptMs.displayDays).toISOString().slice(0, 10)));
  await db.delete(clientSecrets).where(lt(clientSecrets.expiresAt, ago(keptMs.keysAndSecrets)));
  await db.delete(signingKeys).where(lt(signingKeys.retiresAt, ago(keptMs.keysAndSecrets)));
}

/** Does it every hour. */
export const createForgetLoop = (dependencies: { db: Database; logger: Logger; clock: () => Date }): Loop =>
  createLoop(async () => {
    try {
      await forgetOld(dependencies.db, dependencies.clock());
    } catch (error) {
      dependencies.logger.warn({ err: error }, 'could not delete what is no longer needed');
    }
    return hourMs;
  });
