import type { Database } from '@postbus/db';
import { matchesAny } from './event-filter.ts';
import type { Hub, Subscription } from './hub.ts';
import { keptPositions, listAfter, type StreamEvent } from './repository.ts';

const pageSize = 50;

export interface FollowTimes {
  /** A line that nobody reads keeps proxies from ending a silent connection; 15 s unless told. */
  heartbeatMs?: number;
  /** How long a client may take nothing that is there for it; 10 s unless told. */
  stallMs?: number;
  /** Then the client connects again, with a token that is good then; an hour unless told. */
  longestMs?: number;
}

export interface FollowOptions extends FollowTimes {
  db: Database;
  hub: Hub;
}

export interface Follower {
  workspaceId: string;
  /** Only what fits one of them; everything if there are none. */
  filters: readonly string[];
  /** The position of the last event that the client has; null to begin with what comes next. */
  lastEventId: number | null;
  signal: AbortSignal;
  /** Ends the connection of a client that takes nothing. It comes back and gets the rest. */
  cut(): void;
}

/**
 * Follows the events of a workspace as Server-Sent Events (html.spec.whatwg.org/multipage/server-sent-events.html). The
 * id of each is its position. First come those that were missed, out of the table, then live ones from the hub; a client
 * that comes back with the last id gets each event once. One that is slower than the stream reads on in the table at its
 * own pace, so that little waits for it in memory; one that takes nothing is cut off.
 *
 * `reset` says that events after the given id are no longer kept: what was missed is in the CRM tables.
 */
export async function followEvents(
  options: FollowOptions,
  follower: Follower,
): Promise<AsyncGenerator<string>> {
  return follow(options, follower, await beginning(options.db, follower.lastEventId));
}

async function* follow(
  { db, hub, heartbeatMs = 15_000, stallMs = 10_000, longestMs = 3_600_000 }: FollowOptions,
  { workspaceId, filters, signal, cut }: Follower,
  begin: Beginning,
): AsyncGenerator<string> {
  const begunMs = performance.now();
  const aborted = new Promise<void>((resolve) =>
    signal.addEventListener('abort', () => resolve(), { once: true }),
  );
  const isOver = () => signal.aborted || performance.now() - begunMs >= longestMs;
  let { cursor } = begin;
  yield* unstalled(begin.isReset ? `id: ${cursor}\nevent: reset\ndata: {}\n\n` : `: open\nid: ${cursor}\n\n`);
  await Promise.race([hub.ready, aborted]);

  while (!isOver()) {
    // Live events are only collected for a client that has nearly all there is.
    yield* fromTable();
    const subscription = hub.subscribe(workspaceId);
    signal.addEventListener('abort', subscription.close, { once: true });
    try {
      // Once more: what was committed before the hub collects for us.
      yield* fromTable();
      yield* live(subscription);
    } finally {
      signal.removeEventListener('abort', subscription.close);
      subscription.close();
    }
  }

  async function* fromTable(): AsyncGenerator<string> {
    for (let isMore = true; isMore && !isOver(); ) {
      const page = await listAfter(db, { workspaceId, after: cursor, limit: pageSize });
      yield* write(page);
      isMore = page.length === pageSize;
    }
  }

  /** Until the end, or until more came than is kept for us. */
  async function* live(subscription: Subscription): AsyncGenerator<string> {
    while (!isOver()) {
      const taken = await subscription.take(heartbeatMs);
      if (taken === null) return;
      // The table was read further than the hub had been.
      yield* write(taken.filter(({ position }) => position > cursor));
      if (taken.length > 0 || !subscription.isEmpty() || isOver()) continue;
      // Whoever sees little of the stream still resumes from its end.
      cursor = Math.max(cursor, hub.position());
      yield* unstalled(`: still here\nid: ${cursor}\n\n`);
    }
  }

  function* write(events: StreamEvent[]): Generator<string> {
    for (const event of events) {
      cursor = event.position;
      if (filters.length === 0 || matchesAny(filters, event)) yield* unstalled(messageOf(event));
    }
  }

  /** The text, and an end to the connection if nobody takes it. */
  function* unstalled(text: string): Generator<string> {
    const stalled = setTimeout(cut, stallMs);
    try {
      yield text;
    } finally {
      clearTimeout(stalled);
    }
  }
}

interface Beginning {
  cursor: number;
  isReset: boolean;
}

async function beginning(db: Database, lastEventId: number | null): Promise<Beginning> {
  const kept = await keptPositions(db);
  const newest = kept?.newest ?? 0;
  if (lastEventId === null) return { cursor: newest, isReset: false };
  // Positions have no gaps, and only the oldest are ever deleted.
  const isKnown = lastEventId <= newest && lastEventId >= (kept?.oldest ?? 1) - 1;
  return isKnown ? { cursor: lastEventId, isReset: false } : { cursor: newest, isReset: true };
}

/** The body is JSON on one line. */
const messageOf = ({ position, type, body }: StreamEvent): string =>
  `id: ${position}\nevent: ${type}\ndata: ${body}\n\n`;
