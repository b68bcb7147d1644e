import { DeadLetter, type ServiceName } from '@postbus/contracts';
import type { JsMsg } from 'nats';
import type { Logger } from 'pino';
import { Check } from 'typebox/value';
import type { Bus } from './connect-bus.ts';
import { describeError } from './describe-error.ts';
import { createMessageLoop, type EventConsumer } from './message-loop.ts';
import { messageIdHeader } from './redeliver.ts';
import { settle } from './settle.ts';

const retryMs = 5000;

export interface DeadLetterCollectorOptions {
  bus: Bus;
  service: ServiceName;
  logger: Logger;
  /**
   * Keeps a dead letter. It may be called more than once for the same one, which has the same `letterId`. When it rejects it
   * is called again, until it has succeeded.
   */
  store(letter: DeadLetter, letterId: string): Promise<void>;
}

/** Makes the consumer of every dead letter of every service. None is ever given up on. */
export function createDeadLetterCollector(options: DeadLetterCollectorOptions): EventConsumer {
  const { bus, service, logger, store } = options;

  const deliver = async (message: JsMsg) => {
    const letterId =
      message.headers?.get(messageIdHeader) || `DEAD.${message.seq}.${message.info.timestampNanos}`;
    try {
      await store(letterOf(message), letterId);
    } catch (error) {
      logger.warn({ error: describeError(error), letterId }, 'a dead letter could not be kept; trying again');
      return settle(() => message.nak(retryMs));
    }
    settle(() => message.ack());
  };
  return createMessageLoop({
    ...{ bus, logger, stream: 'DEAD', durable: `${service}-dead-letters`, filterSubject: 'dead.>', deliver },
    ...{ concurrency: 2, ackWaitMs: 30_000 },
  });
}

/** The dead letter in a message. One that is none is kept, too: as a dead letter about itself. */
function letterOf(message: JsMsg): DeadLetter {
  const letter = readJson(message);
  if (Check(DeadLetter, letter)) return letter;
  const [, service = '', ...consumer] = message.subject.split('.');
  return {
    ...{ service, consumer: consumer.join('.'), stream: message.info.stream, streamSequence: message.seq },
    ...{ subject: message.subject, eventId: null, attempts: message.info.deliveryCount },
    error: { name: 'Error', code: 'dead_letter_malformed', message: 'what was published is no dead letter' },
    failedAt: new Date(message.info.timestampNanos / 1e6).toISOString(),
    payload: message.string(),
  };
}

function readJson(message: JsMsg): unknown {
  try {
    return message.json();
  } catch {
    return undefined;
  }
}
