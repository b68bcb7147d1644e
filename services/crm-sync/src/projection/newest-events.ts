import type { CloudEvent } from '@postbus/contracts';
import { builtOnce, columnsToInsert, type Given, type Queryable } from '@postbus/db';
import { newestEvents } from '@postbus/db/crm-sync';
import { lt, sql } from 'drizzle-orm';
import { workspaceOf } from './workspace-of.ts';

/** An event about one account or publication. */
export interface About<Data> {
  id: string;
  version: number;
  event: CloudEvent<Data>;
}

const upsert = builtOnce((tx, { rows }: Given<{ rows: string }>) =>
  tx
    .insert(newestEvents)
    .select(columnsToInsert(newestEvents, rows, ['kind', 'subjectId', 'workspaceId', 'version', 'event']))
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
    .returning({ id: newestEvents.subjectId }),
);

/**
 * Keeps the events that are the newest of what they are about, and gives those back.
 *
 * Call it in the transaction that projects: of two transactions about the same thing the second waits here for the
 * first, and compares with what that one has kept. So whoever gets an event back may write the row without looking at
 * it. Rows are locked in the order of their ids: no two transactions wait for each other.
 */
export async function keepNewest<Data>(
  tx: Queryable,
  kind: 'account' | 'post',
  events: About<Data>[],
): Promise<CloudEvent<Data>[]> {
  const newest = new Map<string, About<Data>>();
  for (const one of events) {
    const other = newest.get(one.id);
    if (!other || other.version < one.version) newest.set(one.id, one);
  }
  const rows = [...newest.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const records = rows.map(({ id, version, event }) => {
    return { kind, subjectId: id, workspaceId: workspaceOf(event), version, event };
  });
  const kept = await upsert(tx, { rows: JSON.stringify(records) });
  return kept.flatMap(({ id }) => newest.get(id)?.event ?? []);
}
