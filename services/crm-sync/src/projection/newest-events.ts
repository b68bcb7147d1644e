import type { CloudEvent } from '@postbus/contracts';
import type { Queryable } from '@postbus/db';
import { newestEvents } from '@postbus/db/crm-sync';
import { lt, sql } from 'drizzle-orm';
import { workspaceOf } from './workspace-of.ts';

export interface Subject {
  kind: 'account' | 'post';
  id: string;
  version: number;
}

/**
 * Keeps the event if it is the newest of what it is about, and says whether it is.
 *
 * Call it in the transaction that projects: of two transactions about the same thing the second waits here for the
 * first, and compares with what that one has kept. So whoever gets true may write the row without looking at it.
 */
export async function keepIfNewest(
  tx: Queryable,
  { kind, id, version }: Subject,
  event: CloudEvent,
): Promise<boolean> {
  const kept = await tx
    .insert(newestEvents)
    .values({ kind, subjectId: id, workspaceId: workspaceOf(event), version, event })
    .onConflictDoUpdate({
      target: [newestEvents.kind, newestEvents.subjectId],
      set: {
        workspaceId: sql`excluded.workspace_id`,
        version: sql`excluded.version`,
        event: sql`excluded.event`,
        recordedAt: sql`now()`,
      },
      setWhere: lt(newestEvents.version, sql`excluded.version`),
    })
    .returning({ version: newestEvents.version });
  return kept.length > 0;
}
