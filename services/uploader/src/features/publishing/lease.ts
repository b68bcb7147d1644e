import type { Database } from '@postbus/db';
import { v7 as uuidv7 } from 'uuid';
import { renewLease, takeLease, type WorkItem } from '../publications/repository.ts';
import { LeaseLostError } from '../publications/write-rows.ts';

export interface Lease {
  leaseId: string;
  item: WorkItem;
  /** Aborted with a {@link LeaseLostError} as soon as the lease is known to be lost. */
  signal: AbortSignal;
  /** Ends the renewing; the row is left as it is. */
  stop(): void;
}

/**
 * Takes the lease of a publication that is due and renews it until stopped, so that a step may take as long as it
 * needs, and a process that dies loses it soon. Null if there is nothing to do or somebody else is at it.
 */
export async function holdLease(
  db: Database,
  { publicationId, leaseMs }: { publicationId: string; leaseMs: number },
): Promise<Lease | null> {
  const leaseId = uuidv7();
  const item = await takeLease(db, { publicationId, leaseId, leaseMs });
  if (!item) return null;

  const lost = new AbortController();
  let renewedAt = performance.now();
  const renew = async () => {
    const startedAt = performance.now();
    try {
      if (await renewLease(db, { publicationId, leaseId, leaseMs })) renewedAt = startedAt;
      else lost.abort(new LeaseLostError());
    } catch {
      // PostgreSQL is away. Until the lease is over nobody else can have it; from then on somebody may.
      if (performance.now() - renewedAt >= leaseMs) lost.abort(new LeaseLostError());
    }
  };
  const timer = setInterval(() => void renew(), leaseMs / 3);
  return { leaseId, item, signal: lost.signal, stop: () => clearInterval(timer) };
}
