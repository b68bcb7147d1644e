import type { Queryable } from '@postbus/db';
import { workspaces } from '@postbus/db/auth-gateway';
import { asc, gt } from 'drizzle-orm';

export type Workspace = typeof workspaces.$inferSelect;

export const listWorkspaces = (
  db: Queryable,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<Workspace[]> =>
  db
    .select()
    .from(workspaces)
    .where(after === undefined ? undefined : gt(workspaces.id, after))
    .orderBy(asc(workspaces.id))
    .limit(limit);

export async function insertWorkspace(
  tx: Queryable,
  workspace: typeof workspaces.$inferInsert,
): Promise<void> {
  await tx.insert(workspaces).values(workspace);
}
