import type { Queryable } from '@postbus/db';
import { clients, workspaces } from '@postbus/db/auth-gateway';
import { eq, sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';

export type Client = typeof clients.$inferSelect;

export async function findClient(db: Queryable, clientId: string): Promise<Client | null> {
  const [client] = await db.select().from(clients).where(eq(clients.id, clientId));
  return client ?? null;
}

export async function workspaceExists(db: Queryable, workspaceId: string): Promise<boolean> {
  const rows = await db.select({ id: workspaces.id }).from(workspaces).where(eq(workspaces.id, workspaceId));
  return rows.length > 0;
}

/** Stores a client; one that was there gets the new secret, scopes and return URLs and stays in its workspace. */
export async function saveClient(db: Queryable, client: Omit<Client, 'createdAt'>): Promise<Client> {
  const { name, secretHash, scopes, returnUrls } = client;
  const [saved] = await db
    .insert(clients)
    .values(client)
    .onConflictDoUpdate({ target: clients.id, set: { name, secretHash, scopes, returnUrls } })
    .returning();
  if (!saved) throw new Error('the client was not stored');
  return saved;
}

/** Returns the id of the workspace of that name, which is made if there is none. Only within a transaction. */
export async function ensureWorkspace(tx: Queryable, name: string): Promise<string> {
  // Names are not unique in the table. The lock keeps two commands from making one each.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('auth_gateway.workspaces'))`);
  const [existing] = await tx
    .select({ id: workspaces.id })
    .from(workspaces)
    .where(eq(workspaces.name, name))
    .orderBy(workspaces.id)
    .limit(1);
  if (existing) return existing.id;
  const id = uuidv7();
  await tx.insert(workspaces).values({ id, name });
  return id;
}
