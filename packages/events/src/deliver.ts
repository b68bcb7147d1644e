import type { CloudEvent, DeadLetter } from '@postbus/contracts';
import type { Database, Queryable } from '@postbus/db';
import type { JsMsg } from 'nats';
import type { Logger } from 'pino';
import { type Bus, BusUnavailableError } from './connect-bus.ts';
import { isDatabaseAway } from './database-away.ts';
import { deadLetterOf, publishDeadLetter } from './dead-letter.ts';
import { describeError } from './describe-error.ts';
import { createGroup } from './group.ts';
import { messageIdOf } from './message-id.ts';
import { backoffMs, pause } from './pause.ts';
import { correlationIdHeader, traceparentHeader } from './publish.ts';
import { nextStep } from './retry-ladder.ts';
import { settle } from './settle.ts';
import { type InboxTable, takeIn, takeInTogether } from './take-in.ts';

/** What a handler gets besides the event. */
export interface HandlerContext {
  /** The transaction that also holds the inbox row: whatever is written through it takes effect once. */
  tx: Queryable;
  correlationId: string;
  traceparent: string | undefined;
  /** 1 for the first delivery. */
  attempt: number;
  /** Says event, correlation and attempt in every line. Made when first asked for: looking for secrets takes its time. */
  logger(): Logger;
}

/** One of several events that are handled in one transaction. */
export interface Delivered<Event extends CloudEvent> extends Omit<HandlerContext, 'tx'> {
  event: Event;
}

export interface DeliveryOptions<Event extends CloudEvent> {
  db: Database;
  bus: Bus;
  inbox: InboxTable;
  service: string;
  name: string;
  durable: string;
  parse(value: unknown): Event;
  handle(event: Event, context: HandlerContext): Promise<void>;
  handleTogether?: ((deliveries: Delivered<Event>[], tx: Queryable) => Promise<void>) | undefined;
  gatherMs?: number | undefined;
  /** So many messages come at the same time, and are handled in one transaction, at most. */
  concurrency: number;
  logger: Logger;
  retryDelaysMs: readonly number[];
  onTakenIn?: (() => void) | undefined;
  onDeadLetter?: ((letter: DeadLetter) => void) | undefined;
}

/** How long to wait with a dead letter that the broker did not take. */
const deadLetterRetryMs = 5000;

/**
 * Makes the function that sees one message through: it ends acknowledged, postponed, or as a dead letter. It never rejects.
 * When the signal is aborted, a message that waits for PostgreSQL goes back to the broker; a running handler finishes.
 */
export function createDelivery<Event extends CloudEvent>(options: DeliveryOptions<Event>) {
  const { db, bus, inbox, durable, service, name, parse, handle, handleTogether, retryDelaysMs } = options;

  interface Taking extends Delivered<Event> {
    onStart(): void;
  }
  const takeAlone = async ({ onStart, event, ...context }: Taking): Promise<void> => {
    await takeIn({
      db,
      inbox,
      consumer: durable,
      messageId: messageIdOf(event),
      handle: (tx) => {
        onStart();
        return handle(event, { ...context, tx });
      },
    });
  };
  const take = handleTogether
    ? createGroup<Taking>({
        maxSize: options.concurrency,
        gatherMs: options.gatherMs ?? 0,
        runAlone: takeAlone,
        runTogether: (takings) =>
          takeInTogether({
            db,
            inbox,
            consumer: durable,
            items: new Map(takings.map((taking) => [messageIdOf(taking.event), taking])),
            handle: (tx, fresh) => handleTogether(fresh, tx),
          }),
      })
    : takeAlone;

  return async function deliver(message: JsMsg, signal: AbortSignal): Promise<void> {
    const attempt = message.info.deliveryCount;
    let event: Event;
    try {
      event = parse(readJson(message));
    } catch (error) {
      return giveUp(message, null, error, options.logger.child({ consumer: durable, attempt }));
    }
    const correlationId = message.headers?.get(correlationIdHeader) || event.correlationid;
    const traceparent = message.headers?.get(traceparentHeader) || event.traceparent;
    let child: Logger | undefined;
    const logger = () => {
      child ??= options.logger.child({ consumer: durable, eventId: event.id, correlationId, attempt });
      return child;
    };

    for (let absences = 1; ; absences++) {
      let started = false;
      try {
        await take({
          ...{ event, correlationId, traceparent, attempt, logger },
          onStart: () => {
            started = true;
          },
        });
        settle(() => message.ack());
        return options.onTakenIn?.();
      } catch (error) {
        // An absence of PostgreSQL says nothing about the event: it costs no attempt, however long it lasts.
        if (started && !isDatabaseAway(error)) return postponeOrGiveUp(message, event, error, logger());
        if (absences === 1) logger().warn({ error: describeError(error) }, 'the database is away; trying on');
        if (signal.aborted) return settle(() => message.nak(retryDelaysMs[0]));
        await pause(backoffMs(absences), signal);
      }
    }
  };

  async function postponeOrGiveUp(message: JsMsg, event: Event, error: unknown, logger: Logger) {
    const step = nextStep(message.info.deliveryCount, error, retryDelaysMs);
    if (step.kind === 'dead') return giveUp(message, event.id, error, logger);
    logger.warn(
      { error: describeError(error), delayMs: step.delayMs },
      'the handler failed and will be run again',
    );
    settle(() => message.nak(step.delayMs));
  }

  async function giveUp(message: JsMsg, eventId: string | null, error: unknown, logger: Logger) {
    const letter = deadLetterOf({ service, consumer: name, message, eventId, error });
    try {
      if (!bus.connection) throw new BusUnavailableError();
      await bus.ensureStream('DEAD');
      await publishDeadLetter(bus.connection, message, letter);
    } catch (failure) {
      logger.error({ error: describeError(failure) }, 'a dead letter could not be stored; trying again');
      return settle(() => message.nak(deadLetterRetryMs));
    }
    settle(() => message.term());
    logger.error({ error: letter.error }, 'gave up on an event: it is a dead letter now');
    options.onDeadLetter?.(letter);
  }
}

/** Raised for a message that is no JSON. The parser's own error would carry a piece of it into the logs. */
class MalformedMessageError extends Error {
  override readonly name = 'MalformedMessageError';
  readonly code = 'message_malformed';
}

function readJson(message: JsMsg): unknown {
  try {
    return JSON.parse(message.string());
  } catch {
    throw new MalformedMessageError('the message is no JSON');
  }
}
