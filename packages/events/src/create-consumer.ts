import type { CloudEvent, DeadLetter, ServiceName, StreamName } from '@postbus/contracts';
import type { Database, Queryable } from '@postbus/db';
import type { Logger } from 'pino';
import type { Bus } from './connect-bus.ts';
import { createDelivery, type Delivered, type HandlerContext } from './deliver.ts';
import { createMessageLoop, type EventConsumer } from './message-loop.ts';
import { redeliveriesOf } from './redeliveries.ts';
import { defaultRetryDelaysMs } from './retry-ladder.ts';
import type { InboxTable } from './take-in.ts';

export interface ConsumerOptions<Event extends CloudEvent> {
  db: Database;
  bus: Bus;
  inbox: InboxTable;
  service: ServiceName;
  /** What it is for. The durable consumer is named `<service>-<name>`, its dead letters `dead.<service>.<name>`. */
  name: string;
  stream: StreamName;
  /** Exactly one: nats-server before 2.10 knows no more. */
  filterSubject: string;
  /** `parse` of the event's definition. What it refuses is a dead letter at once. */
  parse(value: unknown): Event;
  /** Runs in the inbox's transaction. Raise an error to have it run again; one with `retry: 'never'` to give up. */
  handle(event: Event, context: HandlerContext): Promise<void>;
  /**
   * Handles several events at once, in one transaction with their inbox rows: much cheaper than one after the other
   * where there are many. It must do what `handle` would do with each, in any order. If it fails each is handled alone.
   */
  handleTogether?(deliveries: Delivered<Event>[], tx: Queryable): Promise<void>;
  /**
   * The beginnings of two groups are at least so far apart, so that groups grow under load; without a gap unless told. One
   * that is as large as `concurrency` goes at once.
   */
  gatherMs?: number;
  logger: Logger;
  /** Pauses between tries; 1 s, 5 s, 30 s, 2 min, 10 min unless told. */
  retryDelaysMs?: readonly number[];
  /** Messages handled at the same time by this process; 4 unless told. With more than one, order is not kept. */
  concurrency?: number;
  /**
   * How long the broker waits for a sign of life of this process before it gives a message to another; 30 s unless told.
   * A handler may run for longer: three times in this span it is reported alive.
   */
  ackWaitMs?: number;
  /** Called when what an event led to is committed: to wake whoever goes on with it. */
  onTakenIn?: () => void;
  /** Called for each event given up on, for counting. */
  onDeadLetter?: (letter: DeadLetter) => void;
}

/** Makes a consumer: each event takes effect once, whatever process, broker or database dies in between. */
export function createConsumer<Event extends CloudEvent>(options: ConsumerOptions<Event>): EventConsumer {
  const { bus, logger, stream, filterSubject, service, name, concurrency = 4, ackWaitMs = 30_000 } = options;
  const durable = `${service}-${name}`;
  const deliver = createDelivery({ retryDelaysMs: defaultRetryDelaysMs, ...options, concurrency, durable });
  const loop = createMessageLoop({
    ...{ bus, logger, stream, durable, filterSubject, concurrency, ackWaitMs, deliver },
  });
  // What it gave up on may be given to it again.
  const redeliveries = redeliveriesOf({ bus, service, logger });
  return {
    start() {
      loop.start();
      redeliveries.add(name, deliver);
    },
    async stop() {
      await Promise.all([loop.stop(), redeliveries.remove(name)]);
    },
    pending: loop.pending,
  };
}
