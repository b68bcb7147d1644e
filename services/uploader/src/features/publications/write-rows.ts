import { builtOnce, type Given, type Queryable, recordset } from '@postbus/db';
import { publications } from '@postbus/db/uploader';
import { and, eq, getTableColumns, sql } from 'drizzle-orm';
import type { WorkItem } from './repository.ts';

type Publication = WorkItem['publication'];

/** What a transition says of a row. The rest follows from it. */
const changeable = [
  'status',
  'dueAt',
  'restarts',
  'publishId',
  'uploadUrlEncrypted',
  'uploadUrlExpiresAt',
  'totalBytes',
  'chunkSize',
  'totalChunkCount',
  'confirmedBytes',
  'lastChunkAt',
  'failure',
  'platformPostIds',
  'visibility',
  'publishedAt',
] as const satisfies (keyof Publication)[];

export type RowChange = Partial<Pick<Publication, (typeof changeable)[number]>>;

/** When to look at a row again, from now; null when nothing is left to do. Ends the lease, unless it is 'go on'. */
export type NextLook = { delayMs: number } | { at: Date } | 'go on' | null;

export interface RowWrite {
  /** Locked by this transaction, and as it is. */
  publication: Publication;
  change: RowChange;
  next: NextLook;
}

/** Raised when the row is no longer the writer's: its lease ran out, or a webhook was first. Nothing was written. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';
  readonly code = 'lease_lost';
  constructor() {
    super('the publication was changed or taken over meanwhile');
  }
}

/**
 * Locks a publication that was read before, and returns it as it is. The version fences off everybody who read an older row,
 * the lease whoever was too slow. Raises {@link LeaseLostError}.
 */
export async function lockFenced(
  tx: Queryable,
  { id, version }: Publication,
  leaseId: string | undefined,
): Promise<Publication> {
  const [row] = await tx
    .select()
    .from(publications)
    .where(
      and(
        eq(publications.id, id),
        eq(publications.version, version),
        leaseId === undefined ? undefined : eq(publications.leaseId, leaseId),
      ),
    )
    .for('update');
  if (!row) throw new LeaseLostError();
  return row;
}

const columns = getTableColumns(publications);
const written = (name: string) => sql`written.${sql.identifier(name)}`;
const hasNewStatus = sql`${written('status')} <> ${columns.status}`;
const writtenColumns = {
  id: columns.id,
  ...Object.fromEntries(changeable.map((key) => [key, columns[key]])),
  ...{ goesOn: sql`boolean`, nextAt: sql`timestamptz`, nextInMs: sql`float8` },
};

/** What each column becomes. By the clock of PostgreSQL, which also decides when a job runs and when a lease is over. */
const newValues = {
  ...Object.fromEntries(changeable.map((key) => [key, written(key)])),
  version: sql`${columns.version} + 1`,
  failures: 0,
  polls: sql`case when ${hasNewStatus} then 0 else ${columns.polls} end`,
  statusSince: sql`case when ${hasNewStatus} then now() else ${columns.statusSince} end`,
  leaseId: sql`case when ${written('goesOn')} then ${columns.leaseId} end`,
  leaseExpiresAt: sql`case when ${written('goesOn')} then ${columns.leaseExpiresAt} end`,
  nextStepAt: sql`coalesce(${written('nextAt')}, now() + ${written('nextInMs')} * interval '1 millisecond')`,
};

const updateRows = builtOnce((tx, { rows, ids }: Given<{ rows: string; ids: string[] }>) =>
  tx
    .update(publications)
    .set(newValues)
    .from(recordset(rows, 'written', writtenColumns))
    // The list as well: the planner takes a recordset for a hundred rows, and would read the whole table for them.
    .where(and(eq(columns.id, written('id')), sql`${columns.id} = any(${ids}::uuid[])`))
    .returning(columns),
);

/** Writes each row with its next version, all in one statement. Returns them as they are now, in the same order. */
export async function writeRows(tx: Queryable, writes: RowWrite[]): Promise<Publication[]> {
  const records = writes.map(({ publication, change, next }) => {
    const row = { ...publication, ...change };
    return {
      ...Object.fromEntries(changeable.map((key) => [key, row[key]])),
      ...{ id: row.id, goesOn: next === 'go on' },
      ...(next === 'go on'
        ? { nextInMs: 0 }
        : isMoment(next)
          ? { nextAt: next.at }
          : { nextInMs: next?.delayMs }),
    };
  });
  const ids = writes.map(({ publication: { id } }) => id);
  const rows = await updateRows(tx, { rows: JSON.stringify(records), ids });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => {
    const row = byId.get(id);
    if (!row) throw new LeaseLostError();
    return row;
  });
}

const isMoment = (next: NextLook): next is { at: Date } =>
  typeof next === 'object' && next !== null && 'at' in next;
