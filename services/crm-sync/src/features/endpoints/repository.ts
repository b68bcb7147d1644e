import type { Queryable } from '@postbus/db';
import { endpoints } from '@postbus/db/crm-sync';
import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import { type Page, type Sorting, sortedPage } from '../../paging/sorted-page.ts';

export type Endpoint = typeof endpoints.$inferSelect;

export const endpointSortings = {
  createdAt: { id: endpoints.id, time: null, positionOf: ({ id }) => ({ id, time: null }) },
} satisfies Record<string, Sorting<Endpoint>>;

export async function insertEndpoint(
  tx: Queryable,
  endpoint: typeof endpoints.$inferInsert,
): Promise<Endpoint> {
  const [row] = await tx.insert(endpoints).values(endpoint).returning();
  if (!row) throw new Error('the endpoint was not inserted');
  return row;
}

/** How many the workspace has. Until the transaction ends nobody else adds one. */
export async function countEndpointsExclusively(tx: Queryable, workspaceId: string): Promise<number> {
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtext('crm_sync.endpoints'), hashtext(${workspaceId}))`,
  );
  const [row] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(endpoints)
    .where(eq(endpoints.workspaceId, workspaceId));
  return row?.count ?? 0;
}

/** One page of the workspace's endpoints. */
export async function listEndpoints(
  db: Queryable,
  workspaceId: string,
  page: Page<Endpoint>,
): Promise<Endpoint[]> {
  const { after, orderBy, limit } = sortedPage(page);
  return await db
    .select()
    .from(endpoints)
    .where(and(eq(endpoints.workspaceId, workspaceId), after))
    .orderBy(...orderBy)
    .limit(limit);
}

/** Those that get events. */
export async function listEnabledEndpoints(db: Queryable, workspaceId: string) {
  return await db
    .select({ id: endpoints.id, events: endpoints.events })
    .from(endpoints)
    .where(and(eq(endpoints.workspaceId, workspaceId), isNull(endpoints.disabledAt)));
}

export interface EndpointKey {
  workspaceId: string;
  id: string;
}

const isKey = ({ workspaceId, id }: EndpointKey) =>
  and(eq(endpoints.workspaceId, workspaceId), eq(endpoints.id, id));

/** The endpoint, if it is in this workspace. */
export async function findEndpoint(db: Queryable, key: EndpointKey): Promise<Endpoint | null> {
  const [row] = await db.select().from(endpoints).where(isKey(key));
  return row ?? null;
}

/** The same; until the transaction ends nobody else changes it. Deliveries may be added meanwhile. */
export async function lockEndpoint(tx: Queryable, key: EndpointKey): Promise<Endpoint | null> {
  const [row] = await tx.select().from(endpoints).where(isKey(key)).for('no key update');
  return row ?? null;
}

export async function updateEndpoint(
  tx: Queryable,
  key: EndpointKey,
  changes: Partial<Endpoint>,
): Promise<Endpoint | null> {
  const [row] = await tx.update(endpoints).set(changes).where(isKey(key)).returning();
  return row ?? null;
}

/** With all of its deliveries. Returns whether there was one. */
export async function deleteEndpoint(db: Queryable, key: EndpointKey): Promise<boolean> {
  const rows = await db.delete(endpoints).where(isKey(key)).returning({ id: endpoints.id });
  return rows.length === 1;
}

/** Notes that the endpoint takes what it gets. One of which that is known is not written to. */
export async function markWorking(tx: Queryable, key: EndpointKey): Promise<void> {
  await tx
    .update(endpoints)
    .set({ failingSince: null })
    .where(and(isKey(key), isNotNull(endpoints.failingSince)));
}
