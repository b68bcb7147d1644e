import type { Database } from '@postbus/db';
import { accountMetrics, metricsThinning, postMetrics } from '@postbus/db/crm-sync';
import { eq, sql } from 'drizzle-orm';

const dayMs = 24 * 3_600_000;

/** How long every measurement is kept. Of older days the last one stays. */
const keptWholeMs = 90 * dayMs;
/** How far ahead partitions are made: a service that stands still for long must not miss one. */
const aheadMs = 62 * dayMs;

const tables = { account_metrics: accountMetrics, post_metrics: postMetrics };

const dayOf = (time: Date | number): string => new Date(time).toISOString().slice(0, 10);

/** Makes the partitions of this and the coming months that are not there yet. */
export async function keepPartitions(db: Database, now: Date): Promise<void> {
  const until = dayOf(now.getTime() + aheadMs);
  await db.execute(sql`select crm_sync.keep_metrics_partitions(${dayOf(now)}::date, ${until}::date)`);
}

/** Thins every day that has become old enough since the last time, one after the other. Returns how many rows went. */
export async function thinOldMetrics(db: Database, now: Date): Promise<number> {
  const before = dayOf(now.getTime() - keptWholeMs);
  let gone = 0;
  for (const name of ['account_metrics', 'post_metrics'] as const) {
    for (;;) {
      const thinned = await thinNextDay(db, name, before);
      if (thinned === null) break;
      gone += thinned;
    }
  }
  return gone;
}

/** Null when every day before that one is done. */
function thinNextDay(db: Database, name: keyof typeof tables, before: string): Promise<number | null> {
  return db.transaction(async (tx) => {
    const ofTable = eq(metricsThinning.tableName, name);
    // Two processes take turns: the second goes on with the next day.
    const [state] = await tx.select().from(metricsThinning).where(ofTable).for('update');
    if (!state) {
      const doneBefore = (await oldestDay(tx, name)) ?? before;
      await tx.insert(metricsThinning).values({ tableName: name, doneBefore }).onConflictDoNothing();
      return 0;
    }
    if (state.doneBefore >= before) return null;
    const [row] = await tx.execute<{ gone: number }>(
      sql`select crm_sync.thin_metrics(${name}, ${state.doneBefore}::date)::int as gone`,
    );
    const next = dayOf(Date.parse(state.doneBefore) + dayMs);
    await tx.update(metricsThinning).set({ doneBefore: next }).where(ofTable);
    return row?.gone ?? 0;
  });
}

async function oldestDay(tx: Pick<Database, 'select'>, name: keyof typeof tables): Promise<string | null> {
  const table = tables[name];
  const [row] = await tx
    .select({ oldest: sql<Date | null>`min(${table.measuredAt})`.mapWith(table.measuredAt) })
    .from(table);
  return row?.oldest ? dayOf(row.oldest) : null;
}
