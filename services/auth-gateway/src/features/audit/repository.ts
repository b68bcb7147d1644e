import type { Queryable } from '@postbus/db';
import { auditLog } from '@postbus/db/auth-gateway';
import { v7 as uuidv7 } from 'uuid';

export type AuditAction =
  | 'workspace.created'
  | 'client.created'
  | 'client.changed'
  | 'client.secret_added'
  | 'client.secret_ended'
  | 'client_token.issued'
  | 'client_token.refused'
  | 'connect_session.created'
  | 'connect.started'
  | 'connect.refused'
  | 'account.connected'
  | 'account.refreshed'
  | 'account.refresh_failed'
  | 'account.reauth_required'
  | 'account.disconnected'
  | 'account.revoked'
  | 'grant.revoked'
  | 'platform_app.created'
  | 'platform_app.changed'
  | 'platform_app.secret_replaced'
  | 'access_token.vended'
  | 'api_call.proxied'
  | 'access_token.unreadable';

/** Who asks: a client, the creator in a browser, or the platform by a webhook; and the request that it belongs to. */
export interface Origin {
  actor: string;
  correlationId: string;
}

export interface AuditEntry extends Origin {
  action: AuditAction;
  workspaceId?: string | null;
  accountId?: string | null;
  /** Never a token, a code or a secret. */
  details?: Record<string, unknown>;
}

/** Adds to the audit log, in the transaction of what it tells of. */
export async function writeAudit(tx: Queryable, entry: AuditEntry): Promise<void> {
  await tx.insert(auditLog).values({ id: uuidv7(), ...entry });
}
