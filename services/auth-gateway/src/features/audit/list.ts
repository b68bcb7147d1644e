import type { Queryable } from '@postbus/db';
import { auditLog } from '@postbus/db/auth-gateway';
import { and, desc, eq, gte, lt, type SQL } from 'drizzle-orm';

export type AuditRow = typeof auditLog.$inferSelect;

export interface AuditFilter {
  workspaceId: string;
  action?: string | undefined;
  actor?: string | undefined;
  accountId?: string | undefined;
  correlationId?: string | undefined;
  /** From then on. */
  since?: Date | undefined;
  /** Until then, without it. */
  until?: Date | undefined;
  /** Only rows before this number. */
  before?: number | undefined;
  limit: number;
}

/** What happened in a workspace, the newest first. */
export function listAudit(db: Queryable, filter: AuditFilter): Promise<AuditRow[]> {
  const { action, actor, accountId, correlationId, since, until, before } = filter;
  const conditions: (SQL | undefined)[] = [
    eq(auditLog.workspaceId, filter.workspaceId),
    action === undefined ? undefined : eq(auditLog.action, action),
    actor === undefined ? undefined : eq(auditLog.actor, actor),
    accountId === undefined ? undefined : eq(auditLog.accountId, accountId),
    correlationId === undefined ? undefined : eq(auditLog.correlationId, correlationId),
    since && gte(auditLog.at, since),
    until && lt(auditLog.at, until),
    before === undefined ? undefined : lt(auditLog.seq, before),
  ];
  return db
    .select()
    .from(auditLog)
    .where(and(...conditions))
    .orderBy(desc(auditLog.seq))
    .limit(filter.limit);
}
