import { type DeadLetter, deadLetterSubject } from '@postbus/contracts';
import type { JsMsg, NatsConnection } from 'nats';
import { describeError, stackOf } from './describe-error.ts';
import { correlationIdHeader, publishMessage, traceparentHeader } from './publish.ts';
import { letterIdHeader, originOf } from './redeliver.ts';

export interface DeadLetterInput {
  service: string;
  consumer: string;
  message: JsMsg;
  eventId: string | null;
  error: unknown;
}

/** Wraps a message that a consumer gave up on. One that was a dead letter before is wrapped as it was at first. */
export function deadLetterOf({ service, consumer, message, eventId, error }: DeadLetterInput): DeadLetter {
  const { subject, messageId, replayOf } = originOf(message);
  const stack = stackOf(error);
  return {
    service,
    consumer,
    stream: message.info.stream,
    streamSequence: message.seq,
    subject,
    eventId,
    attempts: message.info.deliveryCount,
    error: { ...describeError(error), ...(stack && { stack }) },
    failedAt: new Date().toISOString(),
    payload: message.string(),
    ...(messageId && { messageId }),
    headers: headersOf(message),
    ...(replayOf && { replayOf }),
  };
}

/** The headers that go with a message wherever it goes. */
function headersOf({ headers }: JsMsg): Record<string, string> {
  const kept = [...(headers?.keys() ?? [])].filter(
    (name) => !name.startsWith('Nats-') && name !== letterIdHeader && !name.startsWith('Postbus-Original-'),
  );
  return Object.fromEntries(kept.map((name) => [name, headers?.get(name) ?? '']));
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
