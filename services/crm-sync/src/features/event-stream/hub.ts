import type { Database } from '@postbus/db';
import type { Logger, Loop } from '@postbus/service-kit';
import { createListeningLoop } from '../../jobs/listening-loop.ts';
import { keptPositions, listAfter, type StreamEvent, streamChannel } from './repository.ts';

const eventsAtOnce = 500;

/** What one follower has not yet taken. It is bounded: see {@link HubOptions}. */
export interface Subscription {
  /**
   * What came since the last call, in order; at once if there is something, else after `ms` at the latest. Null when more
   * came than is kept for a follower: then it has to read on in the table.
   */
  take(ms: number): Promise<StreamEvent[] | null>;
  isEmpty(): boolean;
  close(): void;
}

export interface Hub extends Loop {
  /** Resolves when it knows where the stream stands. Until then nobody may subscribe. */
  ready: Promise<void>;
  /** Everything up to it was handed out. */
  position(): number;
  /** Events of the workspace after the present position. */
  subscribe(workspaceId: string): Subscription;
}

export interface HubOptions {
  db: Database;
  logger: Logger;
  /** Characters that may wait for one follower; 1 Mi unless told. */
  maxWaitingSize?: number;
}

/** Reads the stream once for all followers of this process, and hands each event to those of its workspace. */
export function createHub({ db, logger, maxWaitingSize = 1024 * 1024 }: HubOptions): Hub {
  const inboxes = new Map<string, Set<Inbox>>();
  const ready = Promise.withResolvers<void>();
  let position: number | null = null;

  const loop = createListeningLoop({
    db,
    logger,
    channel: streamChannel,
    name: 'reading the stream of events',
    async work() {
      position ??= (await keptPositions(db))?.newest ?? 0;
      ready.resolve();
      for (;;) {
        const events = await listAfter(db, { after: position, limit: eventsAtOnce });
        // In one go with the position: a follower that comes later begins after it.
        for (const event of events) {
          position = event.position;
          for (const inbox of inboxes.get(event.workspaceId) ?? []) inbox.add(event);
        }
        if (events.length < eventsAtOnce) return;
      }
    },
  });

  return {
    ...loop,
    ready: ready.promise,
    position: () => position ?? 0,
    subscribe(workspaceId) {
      const inbox = createInbox(maxWaitingSize);
      const others = inboxes.get(workspaceId) ?? new Set();
      inboxes.set(workspaceId, others.add(inbox));
      return {
        take: inbox.take,
        isEmpty: inbox.isEmpty,
        close() {
          others.delete(inbox);
          inbox.close();
          if (others.size === 0 && inboxes.get(workspaceId) === others) inboxes.delete(workspaceId);
        },
      };
    },
  };
}

type Inbox = ReturnType<typeof createInbox>;

function createInbox(maxSize: number) {
  let events: StreamEvent[] | null = [];
  let size = 0;
  let isClosed = false;
  let wake: (() => void) | undefined;
  return {
    add(event: StreamEvent) {
      size += event.body.length;
      if (size > maxSize) events = null;
      else events?.push(event);
      wake?.();
    },
    async take(ms: number): Promise<StreamEvent[] | null> {
      if (events?.length === 0 && !isClosed) {
        const { promise, resolve } = Promise.withResolvers<void>();
        const timer = setTimeout(resolve, ms);
        wake = resolve;
        await promise;
        clearTimeout(timer);
        wake = undefined;
      }
      const taken = events;
      if (taken === null) return null;
      events = [];
      size = 0;
      return taken;
    },
    isEmpty: () => events?.length === 0,
    close() {
      isClosed = true;
      wake?.();
    },
  };
}
