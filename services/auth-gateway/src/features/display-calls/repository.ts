import type { Queryable } from '@postbus/db';
import { type DisplayEndpoint, displayCalls, displayDays, displayWindows } from '@postbus/db/auth-gateway';
import { lt, sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';

/** One endpoint of the Display API, called with tokens of one platform app. */
export interface WindowKey {
  clientKey: string;
  endpoint: DisplayEndpoint;
}

// All times are the database's: replicas have clocks of their own.
const milliseconds = (count: number) => sql`${Math.round(count)} * interval '1 millisecond'`;
const today = sql<string>`(clock_timestamp() at time zone 'UTC')::date`;

/** Locks a window until the transaction ends. Returns for how long TikTok says that it is full; 0 if it does not. */
export async function lockWindow(tx: Queryable, { clientKey, endpoint }: WindowKey): Promise<number> {
  const [window] = await tx
    .insert(displayWindows)
    .values({ clientKey, endpoint })
    .onConflictDoUpdate({
      target: [displayWindows.clientKey, displayWindows.endpoint],
      set: { endpoint: sql`excluded.endpoint` },
    })
    .returning({
      blockedMs: sql<number>`greatest(0, coalesce(extract(epoch from ${displayWindows.blockedUntil} - clock_timestamp()), 0) * 1000)::float8`,
    });
  return window?.blockedMs ?? 0;
}

/** Until there are fewer than `limit` calls that count, in milliseconds; 0 if there are. The caller holds the window. */
export async function untilFree(
  tx: Queryable,
  { clientKey, endpoint }: WindowKey,
  limit: number,
): Promise<number> {
  const [row] = await tx.execute<{ ms: number }>(sql`
    with gone as (
      delete from ${displayCalls}
      where client_key = ${clientKey} and endpoint = ${endpoint} and counts_until <= clock_timestamp()
    )
    select extract(epoch from counts_until - clock_timestamp())::float8 * 1000 as ms from ${displayCalls}
    where client_key = ${clientKey} and endpoint = ${endpoint} and counts_until > clock_timestamp()
    order by counts_until desc offset ${limit - 1} limit 1`);
  return row ? Math.max(1, row.ms) : 0;
}

/** Notes a call. The caller holds the window. */
export async function insertCall(
  tx: Queryable,
  { clientKey, endpoint }: WindowKey,
  countsForMs: number,
): Promise<void> {
  await tx.insert(displayCalls).values({
    id: uuidv7(),
    clientKey,
    endpoint,
    countsUntil: sql`clock_timestamp() + ${milliseconds(countsForMs)}`,
  });
}

/** Takes one of an account's calls of today. Returns how long until there are some again, in milliseconds; 0 if it got one. */
export async function takeOfDay(tx: Queryable, accountId: string, perDay: number): Promise<number> {
  const taken = await tx
    .insert(displayDays)
    .values({ accountId, day: today, calls: 1 })
    .onConflictDoUpdate({
      target: [displayDays.accountId, displayDays.day],
      set: { calls: sql`${displayDays.calls} + 1` },
      setWhere: lt(displayDays.calls, perDay),
    })
    .returning({ calls: displayDays.calls });
  if (taken.length > 0) return 0;
  const [row] = await tx.execute<{ ms: number }>(sql`
    select extract(epoch from ((${today} + 1)::timestamp at time zone 'UTC') - clock_timestamp())::float8 * 1000 as ms`);
  return Math.max(1, row?.ms ?? 0);
}

/** Takes TikTok's word that a window is full. */
export async function blockWindow(
  db: Queryable,
  { clientKey, endpoint }: WindowKey,
  forMs: number,
): Promise<void> {
  await db
    .insert(displayWindows)
    .values({ clientKey, endpoint, blockedUntil: sql`clock_timestamp() + ${milliseconds(forMs)}` })
    .onConflictDoUpdate({
      target: [displayWindows.clientKey, displayWindows.endpoint],
      set: { blockedUntil: sql`greatest(${displayWindows.blockedUntil}, excluded.blocked_until)` },
    });
}
