import { redeliverySubject } from '@postbus/contracts';
import type { JsMsg } from 'nats';
import type { Logger } from 'pino';
import type { Bus } from './connect-bus.ts';
import { createMessageLoop, type Deliver } from './message-loop.ts';
import { settle } from './settle.ts';

const stream = 'REDELIVERIES';
/** Another replica may know the consumer, or this one soon. */
const unknownConsumerDelayMs = 5000;

interface Taker {
  deliver: Deliver;
  stopping: AbortController;
  running: Set<Promise<void>>;
}

/** The dead letters that a service's consumers are given again. */
export interface Redeliveries {
  add(consumer: string, deliver: Deliver): void;
  /** Resolves when the running handlers of this consumer have finished. */
  remove(consumer: string): Promise<void>;
}

export interface RedeliveriesOptions {
  bus: Bus;
  service: string;
  logger: Logger;
}

const known = new WeakMap<Bus, Map<string, Redeliveries>>();

/**
 * What comes on `redeliver.<service>.>`, by one durable consumer for all consumers of a service: so a service needs no more
 * rights on the bus for each, and a consumer takes its dead letters back without being told how.
 */
export function redeliveriesOf(options: RedeliveriesOptions): Redeliveries {
  const ofBus = known.get(options.bus) ?? new Map<string, Redeliveries>();
  known.set(options.bus, ofBus);
  const redeliveries = ofBus.get(options.service) ?? createRedeliveries(options);
  ofBus.set(options.service, redeliveries);
  return redeliveries;
}

function createRedeliveries({ bus, service, logger }: RedeliveriesOptions): Redeliveries {
  const takers = new Map<string, Taker>();

  const deliver = async (message: JsMsg, signal: AbortSignal) => {
    const consumer = message.subject.slice(redeliverySubject(service, '').length);
    const taker = takers.get(consumer);
    if (!taker) {
      logger.warn({ service, consumer }, 'a dead letter was replayed to a consumer that is not here');
      return settle(() => message.nak(unknownConsumerDelayMs));
    }
    const delivered = taker.deliver(message, AbortSignal.any([signal, taker.stopping.signal]));
    taker.running.add(delivered);
    await delivered;
    taker.running.delete(delivered);
  };

  const loop = createMessageLoop({
    ...{ bus, logger, stream, durable: `${service}-redeliveries`, deliver },
    ...{ filterSubject: redeliverySubject(service, '>'), concurrency: 1, ackWaitMs: 30_000 },
  });

  return {
    add(consumer, deliver) {
      if (takers.has(consumer)) return;
      takers.set(consumer, { deliver, stopping: new AbortController(), running: new Set() });
      loop.start();
    },
    async remove(consumer) {
      const taker = takers.get(consumer);
      if (!taker) return;
      takers.delete(consumer);
      taker.stopping.abort();
      await (takers.size === 0 ? loop.stop() : Promise.all(taker.running));
    },
  };
}
