import type { Queryable } from '@postbus/db';
import { auditLog, oauthAccounts } from '@postbus/db/auth-gateway';
import { sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { Origin } from '../audit/repository.ts';
import type { AccountKey } from './repository.ts';

export interface VendingRow {
  id: string;
  openId: string;
  grantedScopes: string[];
  tokenVersion: number;
  accessTokenEncrypted: string | null;
  expiresAt: Date;
  /** Whether the token may be given away: it is good for long enough, and the audit log says that it was. */
  vended: boolean;
}

/**
 * Reads an account and, if its token is still good at `usableUntil`, writes that it was given away. It is one statement,
 * so one transaction and one round trip: what every publication step waits for.
 */
export async function readForVending(
  db: Queryable,
  { workspaceId, accountId }: AccountKey,
  { usableUntil, origin }: { usableUntil: Date; origin: Origin },
): Promise<VendingRow | null> {
  const [row] = await db.execute<Omit<VendingRow, 'expiresAt'> & { expiresAtMs: number }>(sql`
    with account as (
      select id, workspace_id, open_id, granted_scopes, status, token_version, access_token_encrypted,
        access_token_expires_at
      from ${oauthAccounts}
      where id = ${accountId} and workspace_id = ${workspaceId}
    ), vended as (
      insert into ${auditLog} (id, workspace_id, actor, action, account_id, correlation_id, details)
      select ${uuidv7()}, workspace_id, ${origin.actor}, 'access_token.vended', id, ${origin.correlationId},
        jsonb_build_object('tokenVersion', token_version)
      from account
      where status = 'active' and access_token_expires_at > ${usableUntil.toISOString()}
      returning id
    )
    select id, open_id as "openId", granted_scopes as "grantedScopes", token_version as "tokenVersion",
      access_token_encrypted as "accessTokenEncrypted",
      coalesce(extract(epoch from access_token_expires_at) * 1000, 0)::float8 as "expiresAtMs",
      exists (select from vended) as vended
    from account`);
  if (!row) return null;
  const { expiresAtMs, ...rest } = row;
  return { ...rest, expiresAt: new Date(expiresAtMs) };
}
