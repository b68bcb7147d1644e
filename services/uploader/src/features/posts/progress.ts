import { setTimeout as pause } from 'node:timers/promises';
import type { PublicationStatus } from '@postbus/contracts';
import type { Database } from '@postbus/db';
import { errors } from '../../errors.ts';
import { findPost, listPublications } from './repository.ts';

/** How often the rows are looked at. They change with each chunk of some 60 MB. */
const lookEveryMs = 500;
/** A line that nobody reads keeps proxies from ending a silent connection. */
const heartbeatMs = 15_000;
/** Then the client connects again, with a token that is good then. */
const longestMs = 60 * 60_000;

const ended = new Set<PublicationStatus>(['published', 'removed', 'inbox_delivered', 'failed', 'cancelled']);

export interface Progress {
  publicationId: string;
  accountId: string;
  status: PublicationStatus;
  version: number;
  bytes: { sent: number; total: number };
  /** Since it was looked at before; null if nothing was sent. */
  bytesPerSecond: number | null;
}

/**
 * Follows a post as Server-Sent Events (html.spec.whatwg.org/multipage/server-sent-events.html): `progress` with how each
 * publication stands, at first and whenever that changes, and `end` when all have ended. Told from the rows, so it is the
 * same in every replica. Raises `post_not_found` before the first event.
 *
 * @param signal ends it without an `end`: the client comes back
 */
export async function followPost(
  db: Database,
  { workspaceId, postId, signal }: { workspaceId: string; postId: string; signal: AbortSignal },
): Promise<AsyncGenerator<string>> {
  if (!(await findPost(db, workspaceId, postId))) throw errors.postNotFound();
  return events(db, { postId, signal });
}

async function* events(
  db: Database,
  { postId, signal }: { postId: string; signal: AbortSignal },
): AsyncGenerator<string> {
  const begunMs = performance.now();
  let saidMs = begunMs;
  let before: { atMs: number; items: Progress[] } = { atMs: begunMs, items: [] };
  while (!signal.aborted && performance.now() - begunMs < longestMs) {
    const items = await look(db, postId, before);
    for (const item of items) {
      const known = before.items.find(({ publicationId }) => publicationId === item.publicationId);
      if (known?.version === item.version && known.bytes.sent === item.bytes.sent) continue;
      saidMs = performance.now();
      yield `event: progress\ndata: ${JSON.stringify(item)}\n\n`;
    }
    if (items.every(({ status }) => ended.has(status))) return yield 'event: end\ndata: {}\n\n';
    before = { atMs: performance.now(), items };
    if (performance.now() - saidMs > heartbeatMs) {
      saidMs = performance.now();
      yield ': still here\n\n';
    }
    await pause(lookEveryMs, undefined, { signal }).catch(() => {}); // Ended by the signal.
  }
}

async function look(
  db: Database,
  postId: string,
  before: { atMs: number; items: Progress[] },
): Promise<Progress[]> {
  const rows = await listPublications(db, [postId]);
  const seconds = (performance.now() - before.atMs) / 1000;
  return rows.map(({ id, accountId, status, version, confirmedBytes, totalBytes }) => {
    const known = before.items.find(({ publicationId }) => publicationId === id);
    const grown = known ? confirmedBytes - known.bytes.sent : 0;
    return {
      ...{ publicationId: id, accountId, status, version },
      bytes: { sent: confirmedBytes, total: totalBytes },
      bytesPerSecond: grown > 0 ? Math.round(grown / seconds) : null,
    };
  });
}
