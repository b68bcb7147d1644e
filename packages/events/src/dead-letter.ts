import { type DeadLetter, deadLetterSubject } from '@postbus/contracts';
import type { JsMsg, NatsConnection } from 'nats';
import { describeError } from './describe-error.ts';
import { correlationIdHeader, publishMessage, traceparentHeader } from './publish.ts';

export interface DeadLetterInput {
  service: string;
  consumer: string;
  message: JsMsg;
  eventId: string | null;
  error: unknown;
}

/** Wraps a message that a consumer gave up on. */
export function deadLetterOf({ service, consumer, message, eventId, error }: DeadLetterInput): DeadLetter {
  return {
    service,
    consumer,
    stream: message.info.stream,
    streamSequence: message.seq,
    subject: message.subject,
    eventId,
    attempts: message.info.deliveryCount,
    error: describeError(error),
    failedAt: new Date().toISOString(),
    payload: message.string(),
  };
}

/** Publishes a dead letter and waits until it is stored. */
export async function publishDeadLetter(
  connection: NatsConnection,
  message: JsMsg,
  letter: DeadLetter,
): Promise<void> {
  const { service, consumer, stream, streamSequence } = letter;
  await publishMessage(connection, {
    subject: deadLetterSubject(service, consumer),
    payload: JSON.stringify(letter),
    // The time tells a message from one that had its place in a stream since emptied.
    messageId: `${service}.${consumer}.${stream}.${streamSequence}.${message.info.timestampNanos}`,
    correlationId: message.headers?.get(correlationIdHeader),
    traceparent: message.headers?.get(traceparentHeader),
  });
}
