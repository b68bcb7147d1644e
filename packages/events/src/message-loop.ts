import { setMaxListeners } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import type { StreamName } from '@postbus/contracts';
import type { Consumer, JsMsg } from 'nats';
import type { Logger } from 'pino';
import type { Bus } from './connect-bus.ts';
import { describeError } from './describe-error.ts';
import { ensureConsumer, pendingMessages } from './ensure-consumer.ts';
import { backoffMs, pause } from './pause.ts';
import { pullEach } from './pull.ts';

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
  let running: Promise<void> | undefined;
  let opened: Promise<Consumer> | undefined;
  // The broker may have come back without the stream or the consumer.
  bus.onConnect(() => {
    opened = undefined;
  });

  const run = async (signal: AbortSignal) => {
    const underWay = new Set<Promise<void>>();
    const begin = (message: JsMsg) => {
      const delivery = whileAlive(message, ackWaitMs / 3, () => deliver(message, signal));
      underWay.add(delivery);
      void delivery.then(() => underWay.delete(delivery));
    };

    for (let failures = 0; await bus.connected(signal); ) {
      try {
        opened ??= ensureConsumer(bus, { stream, durable, filterSubject, ackWaitMs });
        const consumer = await opened;
        if (underWay.size === concurrency) await Promise.race(underWay);
        // Those that end together make room together.
        await setImmediate();
        await pullEach(consumer, concurrency - underWay.size, signal, begin);
        failures = 0;
      } catch (error) {
        opened = undefined;
        failures += 1;
        if (failures === 1)
          logger.warn({ error: describeError(error), consumer: durable }, 'no messages; trying on');
        await pause(backoffMs(failures), signal);
      }
    }
    await Promise.all(underWay);
  };

  return {
    start() {
      if (running) return;
      stopping = new AbortController();
      setMaxListeners(0, stopping.signal);
      running = run(stopping.signal);
    },
    async stop() {
      stopping.abort();
      await running;
      running = undefined;
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
