import type { Database } from '@postbus/db';
import { matchesAny } from './event-filter.ts';
import type { Hub, Subscription } from './hub.ts';
import { keptPositions, listAfter, type StreamEvent } from './repository.ts';

const pageSize = 200;

export interface FollowTimes {
  /** A line that nobody reads keeps proxies from ending a silent connection; 15 s unless told. */
  heartbeatMs?: number;
  /** How long a client may read nothing; 30 s unless told. */
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
  /** Ends the connection of a client that does not keep up. It comes back and gets the rest. */
  cut(): void;
}

/**
 * Follows the events of a workspace as Server-Sent Events (html.spec.whatwg.org/multipage/server-sent-events.html). The
 * id of each is its position. First come those that were missed, out of the table, then live ones from the hub; a client
 * that comes back with the last id gets each event once.
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
  { db, hub, heartbeatMs = 15_000, stallMs = 30_000, longestMs = 3_600_000 }: FollowOptions,
  { workspaceId, filters, signal, cut }: Follower,
  begin: Beginning,
): AsyncGenerator<string> {
  const begunMs = performance.now();
  const aborted = new Promise<void>((resolve) =>
    signal.addEventListener('abort', () => resolve(), { once: true }),
  );
  const isOver = () => signal.aborted || performance.now() - begunMs >= longestMs;
  const write = (events: StreamEvent[]) =>
    events
      .filter((event) => filters.length === 0 || matchesAny(filters, event))
      .map(messageOf)
      .join('');

  let { cursor } = begin;
  yield* unstalled(begin.isReset ? `id: ${cursor}\nevent: reset\ndata: {}\n\n` : `: open\nid: ${cursor}\n\n`);
  await Promise.race([hub.ready, aborted]);

  let subscription: Subscription | undefined;
  try {
    while (!isOver()) {
      // Live events are only collected for a client that has nearly all there is.
      const page = await listAfter(db, { workspaceId, after: cursor, limit: pageSize });
      cursor = page.at(-1)?.position ?? cursor;
      yield* unstalled(write(page));
      if (page.length === pageSize) continue;
      if (subscription) break;
      // Once more: what was committed before the hub collects for us.
      subscription = hub.subscribe(workspaceId, cut);
      signal.addEventListener('abort', subscription.close, { once: true });
    }
    while (subscription && !isOver()) {
      const taken = await subscription.take(heartbeatMs);
      // The table was read further than the hub had been.
      const events = taken.filter(({ position }) => position > cursor);
      cursor = events.at(-1)?.position ?? cursor;
      if (events.length > 0) yield* unstalled(write(events));
      else if (taken.length === 0 && subscription.isEmpty() && !isOver()) {
        // Whoever sees little of the stream still resumes from its end.
        cursor = Math.max(cursor, hub.position());
        yield* unstalled(`: still here\nid: ${cursor}\n\n`);
      }
    }
  } finally {
    subscription?.close();
  }

  /** The text, and an end to the connection if nobody takes it. */
  function* unstalled(text: string): Generator<string> {
    if (text === '') return;
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
