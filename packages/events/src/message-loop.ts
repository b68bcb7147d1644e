import { setMaxListeners } from 'node:events';
import type { StreamName } from '@postbus/contracts';
import type { Consumer, JsMsg } from 'nats';
import type { Logger } from 'pino';
import type { Bus } from './connect-bus.ts';
import { describeError } from './describe-error.ts';
import { ensureConsumer, pendingMessages } from './ensure-consumer.ts';
import { backoffMs, pause } from './pause.ts';
import { pull } from './pull.ts';

/** Sees one message through to its acknowledgement. Must not reject. */
export type Deliver = (message: JsMsg, signal: AbortSignal) => Promise<void>;

export interface MessageLoopOptions {
  bus: Bus;
  logger: Logger;
  stream: StreamName;
  durable: string;
  filterSubject: string;
  concurrency: number;
  ackWaitMs: number;
  deliver: Deliver;
}

export interface EventConsumer {
  /** Consumes in the background until stopped, through every absence of PostgreSQL and NATS. */
  start(): void;
  /** Takes no more messages and resolves when the running handlers have finished. */
  stop(): Promise<void>;
  /** Messages not yet dealt with, retries included. `NaN` while the broker cannot tell. */
  pending(): Promise<number>;
}

/** Pulls the messages of a durable consumer, which it creates where it is missing, and hands each to `deliver`. */
export function createMessageLoop(options: MessageLoopOptions): EventConsumer {
  const { bus, logger, stream, durable, filterSubject, concurrency, ackWaitMs, deliver } = options;
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
