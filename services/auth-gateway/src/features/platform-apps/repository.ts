import type { Queryable } from '@postbus/db';
import { platformApps } from '@postbus/db/auth-gateway';
import { and, asc, eq, gt, isNull, ne } from 'drizzle-orm';
import type { AppKey } from './platform-app.ts';

export type PlatformAppRow = typeof platformApps.$inferSelect;

const within = (workspaceId: string, id: string) =>
  and(eq(platformApps.workspaceId, workspaceId), eq(platformApps.id, id));

export async function findApp(
  db: Queryable,
  workspaceId: string,
  id: string,
): Promise<PlatformAppRow | null> {
  const [row] = await db.select().from(platformApps).where(within(workspaceId, id));
  return row ?? null;
}

export async function findAppByKey(
  db: Queryable,
  { workspaceId, clientKey }: AppKey,
): Promise<PlatformAppRow | null> {
  const [row] = await db
    .select()
    .from(platformApps)
    .where(and(eq(platformApps.workspaceId, workspaceId), eq(platformApps.clientKey, clientKey)));
  return row ?? null;
}

/** The app that new accounts of a workspace are connected with, if it has one of its own. */
export async function findDefaultApp(db: Queryable, workspaceId: string): Promise<PlatformAppRow | null> {
  const [row] = await db
    .select()
    .from(platformApps)
    .where(
      and(
        eq(platformApps.workspaceId, workspaceId),
        eq(platformApps.isDefault, true),
        isNull(platformApps.disabledAt),
      ),
    );
  return row ?? null;
}

export function listApps(
  db: Queryable,
  { workspaceId, after, limit }: { workspaceId: string; after?: string | undefined; limit: number },
): Promise<PlatformAppRow[]> {
  return db
    .select()
    .from(platformApps)
    .where(
      and(
        eq(platformApps.workspaceId, workspaceId),
        after === undefined ? undefined : gt(platformApps.id, after),
      ),
    )
    .orderBy(asc(platformApps.id))
    .limit(limit);
}

/** Every app of every workspace. */
export const listAllApps = (db: Queryable): Promise<PlatformAppRow[]> =>
  db.select().from(platformApps).orderBy(asc(platformApps.id));

/** Returns the app, or null if the workspace has one with this key. */
export async function insertApp(
  tx: Queryable,
  row: typeof platformApps.$inferInsert,
): Promise<PlatformAppRow | null> {
  const [inserted] = await tx
    .insert(platformApps)
    .values(row)
    .onConflictDoNothing({
      target: [platformApps.workspaceId, platformApps.platform, platformApps.clientKey],
    })
    .returning();
  return inserted ?? null;
}

export async function changeApp(
  tx: Queryable,
  { workspaceId, id }: { workspaceId: string; id: string },
  change: Partial<PlatformAppRow>,
): Promise<PlatformAppRow | null> {
  const [changed] = await tx.update(platformApps).set(change).where(within(workspaceId, id)).returning();
  return changed ?? null;
}

/** Makes way for another default app. */
export async function clearDefault(tx: Queryable, workspaceId: string, exceptId: string): Promise<void> {
  await tx
    .update(platformApps)
    .set({ isDefault: false })
    .where(
      and(
        eq(platformApps.workspaceId, workspaceId),
        eq(platformApps.isDefault, true),
        ne(platformApps.id, exceptId),
      ),
    );
}
