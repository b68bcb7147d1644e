import { randomBytes } from 'node:crypto';
import type { Database } from '@postbus/db';
import { auditLog, oauthAccounts } from '@postbus/db/auth-gateway';
import { createBatcher } from '@postbus/service-kit';
import { sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { AuditAction, Origin } from '../audit/repository.ts';
import type { AccountKey } from './repository.ts';

/**
 * What may go together. The audit log is written in one order, so the second batch waits in the database, ready to go on
 * when the first is durable. Batches are small enough that one is answered while the next is written.
 */
const batching = { maxSize: 64, concurrency: 2 };

export interface VendingRequest extends AccountKey {
  /** The token has to be good at least until then. */
  usableUntil: Date;
  origin: Origin;
  /** What the audit log says the token is for. */
  use: TokenUse;
}

/** Given to the caller, or used for a call that the caller asked for. */
export type TokenUse =
  | { action: AuditAction & 'access_token.vended' }
  | { action: 'api_call.proxied'; path: string };

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

export type ReadForVending = ReturnType<typeof createVendingReader>;

/**
 * Reads an account and, if its token is good for long enough, writes that it was given away: durable when this returns.
 * Null if there is no such account. Requests that come together share a statement and a commit, because that is what
 * every publication step waits for.
 */
export const createVendingReader = (db: Database) =>
  createBatcher((requests: VendingRequest[]) => readTogether(db, requests), batching);

type Row = Omit<VendingRow, 'expiresAt'> & { index: number; expiresAtMs: number };

async function readTogether(db: Database, requests: VendingRequest[]): Promise<(VendingRow | null)[]> {
  const random = randomBytes(16 * requests.length);
  const asked = requests.map(({ workspaceId, accountId, usableUntil, origin, use }, index) => {
    const { action, ...details } = use;
    return {
      index,
      audit_id: uuidv7({ random: random.subarray(16 * index) }),
      workspace_id: workspaceId,
      account_id: accountId,
      usable_until: usableUntil.toISOString(),
      actor: origin.actor,
      correlation_id: origin.correlationId,
      action,
      details,
    };
  });
  const rows = await db.execute<Row>(
    sql`
    with asked as (
      select * from json_to_recordset(${JSON.stringify(asked)}::json) as (index int, audit_id uuid,
        workspace_id uuid, account_id uuid, usable_until timestamptz, actor text, correlation_id text, action text, details jsonb)
    ), found as (
      select asked.*, account.open_id, account.granted_scopes, account.token_version, account.access_token_encrypted,
        account.access_token_expires_at,
        account.status = 'active' and account.access_token_expires_at > asked.usable_until as vended
      from asked join ${oauthAccounts} as account
        on account.id = asked.account_id and account.workspace_id = asked.workspace_id
    ), audited as (
      insert into ${auditLog} (id, workspace_id, actor, action, account_id, correlation_id, details)
      select audit_id, workspace_id, actor, action, account_id, correlation_id,
        details || jsonb_build_object('tokenVersion', token_version)
      from found where vended
    )
    select index, account_id as id, open_id as "openId", granted_scopes as "grantedScopes",
      token_version as "tokenVersion", access_token_encrypted as "accessTokenEncrypted",
      coalesce(extract(epoch from access_token_expires_at)::float8 * 1000, 0) as "expiresAtMs",
      coalesce(vended, false) as vended
    from found`,
  );

  const answers: (VendingRow | null)[] = requests.map(() => null);
  for (const { index, expiresAtMs, ...row } of rows) {
    answers[index] = { ...row, expiresAt: new Date(expiresAtMs) };
  }
  return answers;
}
