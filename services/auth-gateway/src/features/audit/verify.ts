import { createHash } from 'node:crypto';
import type { Database } from '@postbus/db';
import { auditLog } from '@postbus/db/auth-gateway';
import { sql } from 'drizzle-orm';

const batchSize = 5_000;

export interface AuditHead {
  seq: number;
  hash: string;
}

/** What is wrong with the audit log, at the first row where something is. */
export interface AuditFlaw {
  seq: number;
  problem: 'a row is missing' | 'the row was changed, or one before it' | 'the head is not there';
}

export interface AuditVerdict {
  rows: number;
  /** The last row. Noted down elsewhere, it proves later that nothing was cut off at the end. */
  head: AuditHead | null;
  flaw: AuditFlaw | null;
}

type Row = { seq: string; hash: string; text: string };

/**
 * Goes through the whole audit log and calculates the chain anew, from the rows alone: what the database says of its own
 * hashes is not believed.
 *
 * @param expected a head that was noted down before
 * @param onProgress called after each batch
 */
export async function verifyAudit(
  db: Database,
  { expected, onProgress }: { expected?: AuditHead; onProgress?: (rows: number) => void } = {},
): Promise<AuditVerdict> {
  let head: AuditHead = { seq: 0, hash: '' };
  let hasExpected = expected === undefined;
  for (;;) {
    const rows = await readAfter(db, head.seq);
    for (const { seq, hash, text } of rows) {
      const flawAt = (problem: AuditFlaw['problem']) => ({
        rows: head.seq,
        head,
        flaw: { seq: head.seq + 1, problem },
      });
      if (Number(seq) !== head.seq + 1) return flawAt('a row is missing');
      if (hashOf(head.hash, text) !== hash) return flawAt('the row was changed, or one before it');
      head = { seq: Number(seq), hash };
      if (head.seq === expected?.seq && head.hash === expected.hash) hasExpected = true;
    }
    onProgress?.(head.seq);
    if (rows.length < batchSize) break;
  }
  const flaw: AuditFlaw | null = hasExpected
    ? null
    : { seq: expected?.seq ?? 0, problem: 'the head is not there' };
  return { rows: head.seq, head: head.seq > 0 ? head : null, flaw };
}

/** The text that the trigger hashes; see the migration that made it. */
const readAfter = (db: Database, seq: number) =>
  db.execute<Row>(sql`
    select seq, hash, jsonb_build_array(seq, id, (extract(epoch from at) * 1000000)::bigint, workspace_id, actor,
      action, account_id, correlation_id, details)::text as text
    from ${auditLog} where seq > ${seq} order by seq limit ${batchSize}`);

const hashOf = (previous: string, text: string) =>
  createHash('sha256')
    .update(previous + text)
    .digest('hex');
