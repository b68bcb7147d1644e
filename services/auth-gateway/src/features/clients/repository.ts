import type { Queryable } from '@postbus/db';
import { clientSecrets, clients, workspaces } from '@postbus/db/auth-gateway';
import { and, asc, eq, gt, inArray, isNull, or, sql } from 'drizzle-orm';
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

/** Stores a client; one that was there gets the new name, scopes and return URLs and stays in its workspace. */
export async function saveClient(db: Queryable, client: typeof clients.$inferInsert): Promise<void> {
  const { name, scopes, returnUrls } = client;
  await db
    .insert(clients)
    .values(client)
    .onConflictDoUpdate({ target: clients.id, set: { name, scopes, returnUrls } });
}

/** The hashes of the secrets that a client may prove itself with now. */
export async function liveSecretHashes(db: Queryable, clientId: string, now: Date): Promise<string[]> {
  const rows = await db
    .select({ secretHash: clientSecrets.secretHash })
    .from(clientSecrets)
    .where(
      and(
        eq(clientSecrets.clientId, clientId),
        or(isNull(clientSecrets.expiresAt), gt(clientSecrets.expiresAt, now)),
      ),
    );
  return rows.map(({ secretHash }) => secretHash);
}

/** A client of this workspace. */
export async function findClientWithin(
  db: Queryable,
  { workspaceId, clientId }: { workspaceId: string; clientId: string },
): Promise<Client | null> {
  const [client] = await db.select().from(clients).where(within(workspaceId, clientId));
  return client ?? null;
}

/** The same, and until the transaction ends nobody else changes its secrets. */
export async function lockClient(
  tx: Queryable,
  { workspaceId, clientId }: { workspaceId: string; clientId: string },
): Promise<Client | null> {
  const [client] = await tx.select().from(clients).where(within(workspaceId, clientId)).for('update');
  return client ?? null;
}

export function listClients(
  db: Queryable,
  { workspaceId, after, limit }: { workspaceId: string; after?: string | undefined; limit: number },
): Promise<Client[]> {
  return db
    .select()
    .from(clients)
    .where(and(eq(clients.workspaceId, workspaceId), after === undefined ? undefined : gt(clients.id, after)))
    .orderBy(asc(clients.id))
    .limit(limit);
}

export async function changeClient(
  tx: Queryable,
  { workspaceId, clientId }: { workspaceId: string; clientId: string },
  change: Partial<Client>,
): Promise<Client | null> {
  const [changed] = await tx.update(clients).set(change).where(within(workspaceId, clientId)).returning();
  return changed ?? null;
}

/** Every secret of these clients, without what it could be guessed from. */
export function secretsOf(db: Queryable, ...clientIds: string[]) {
  const { id, clientId, createdAt, expiresAt } = clientSecrets;
  return db
    .select({ id, clientId, createdAt, expiresAt })
    .from(clientSecrets)
    .where(inArray(clientId, clientIds))
    .orderBy(asc(id));
}

export async function insertSecret(tx: Queryable, secret: typeof clientSecrets.$inferInsert): Promise<void> {
  await tx.insert(clientSecrets).values(secret);
}

export async function expireSecret(tx: Queryable, id: string, expiresAt: Date): Promise<void> {
  await tx.update(clientSecrets).set({ expiresAt }).where(eq(clientSecrets.id, id));
}

/** Gives an end to the secrets that have none, or a later one. */
export async function expireSecrets(tx: Queryable, clientId: string, expiresAt: Date): Promise<void> {
  await tx
    .update(clientSecrets)
    .set({ expiresAt })
    .where(
      and(
        eq(clientSecrets.clientId, clientId),
        or(isNull(clientSecrets.expiresAt), gt(clientSecrets.expiresAt, expiresAt)),
      ),
    );
}

const within = (workspaceId: string, clientId: string) =>
  and(eq(clients.workspaceId, workspaceId), eq(clients.id, clientId));

/** Makes this the only secret of a client. Only within a transaction. */
export async function replaceSecrets(tx: Queryable, clientId: string, secretHash: string): Promise<void> {
  await tx.delete(clientSecrets).where(eq(clientSecrets.clientId, clientId));
  await tx.insert(clientSecrets).values({ id: uuidv7(), clientId, secretHash });
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
