import { setMaxListeners } from 'node:events';
import type { CloudEvent, DeadLetter, ServiceName, StreamName } from '@postbus/contracts';
import type { Database } from '@postbus/db';
import type { Consumer, JsMsg } from 'nats';
import type { Logger } from 'pino';
import type { Bus } from './connect-bus.ts';
import { createDelivery, type HandlerContext } from './deliver.ts';
import { describeError } from './describe-error.ts';
import { ensureConsumer, pendingMessages } from './ensure-consumer.ts';
import { backoffMs, pause } from './pause.ts';
import { pull } from './pull.ts';
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

export interface EventConsumer {
  /** Consumes in the background until stopped, through every absence of PostgreSQL and NATS. */
  start(): void;
  /** Takes no more messages and resolves when the running handlers have finished. */
  stop(): Promise<void>;
  /** Messages not yet dealt with, retries included. `NaN` while the broker cannot tell. */
  pending(): Promise<number>;
}

/** Makes a consumer: each event takes effect once, whatever process, broker or database dies in between. */
export function createConsumer<Event extends CloudEvent>(options: ConsumerOptions<Event>): EventConsumer {
  const { bus, logger, stream, filterSubject, concurrency = 4, ackWaitMs = 30_000 } = options;
  const durable = `${options.service}-${options.name}`;
  const deliver = createDelivery({ retryDelaysMs: defaultRetryDelaysMs, ...options, durable });
  let stopping = new AbortController();
  let workers: Promise<void>[] = [];
  let opened: Promise<Consumer> | undefined;
  // The broker may have come back without the stream or the consumer.
  bus.onConnect(() => {
    opened = undefined;
  });

  const handleNext = async (signal: AbortSignal) => {
    opened ??= ensureConsumer(bus, { stream, durable, filterSubject, ackWaitMs });
    const message = await pull(await opened, signal);
    if (message) await whileAlive(message, ackWaitMs / 3, () => deliver(message, signal));
  };

  const work = async (signal: AbortSignal) => {
    for (let failures = 0; await bus.connected(signal); ) {
      try {
        await handleNext(signal);
        failures = 0;
      } catch (error) {
        opened = undefined;
        failures += 1;
        if (failures === 1)
          logger.warn({ error: describeError(error), consumer: durable }, 'no messages; trying on');
        await pause(backoffMs(failures), signal);
      }
    }
  };

  return {
    start() {
      if (workers.length > 0) return;
      stopping = new AbortController();
      setMaxListeners(0, stopping.signal);
      workers = Array.from({ length: concurrency }, () => work(stopping.signal));
    },
    async stop() {
      stopping.abort();
      await Promise.all(workers);
      workers = [];
    },
    pending: () => pendingMessages(bus, stream, durable),
  };
}

/** Tells the broker again and again that the message is being worked on, so that it goes to nobody else. */
async function whileAlive(message: JsMsg, everyMs: number, work: () => Promise<void>): Promise<void> {
  const heartbeat = setInterval(() => {
    try {
      message.working();
    } catch {
      // The connection is closed; the message will come again.
    }
  }, everyMs);
  try {
    await work();
  } finally {
    clearInterval(heartbeat);
  }
}
