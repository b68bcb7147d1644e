import type { AddressedEvent } from '@postbus/contracts';
import { headers, type JetStreamClient, type NatsConnection } from 'nats';
import { type Bus, BusUnavailableError } from './connect-bus.ts';

/** Header that carries the id which ties together all that one request or webhook caused. */
export const correlationIdHeader = 'Postbus-Correlation-Id';
/** Header of https://www.w3.org/TR/trace-context/, as in HTTP. */
export const traceparentHeader = 'traceparent';

/** How long JetStream may take to confirm. Short: a relay's transaction is open meanwhile. */
const confirmTimeoutMs = 5000;

export interface OutgoingMessage {
  subject: string;
  payload: string | Uint8Array;
  /** JetStream stores one message of an id only, within the stream's duplicate window. */
  messageId: string;
  correlationId?: string | null | undefined;
  traceparent?: string | null | undefined;
  /** Further ones. */
  headers?: Record<string, string>;
}

/** Publishes one message and waits until JetStream has stored it. Rejects if that was not confirmed within 5 s. */
export async function publishMessage(connection: NatsConnection, message: OutgoingMessage): Promise<void> {
  const messageHeaders = headers();
  if (message.correlationId) messageHeaders.set(correlationIdHeader, message.correlationId);
  if (message.traceparent) messageHeaders.set(traceparentHeader, message.traceparent);
  for (const [name, value] of Object.entries(message.headers ?? {})) messageHeaders.set(name, value);
  const { payload } = message;
  const bytes = typeof payload === 'string' ? new TextEncoder().encode(payload) : payload;
  await jetStreamOf(connection).publish(message.subject, bytes, {
    msgID: message.messageId,
    headers: messageHeaders,
    timeout: confirmTimeoutMs,
  });
}

const clients = new WeakMap<NatsConnection, JetStreamClient>();

/** A client is made of several objects: one for a connection, not for every message. */
function jetStreamOf(connection: NatsConnection): JetStreamClient {
  const client = clients.get(connection) ?? connection.jetstream();
  clients.set(connection, client);
  return client;
}

/**
 * Publishes an event past the outbox and waits until it is stored: to give a dead letter another life.
 *
 * `messageId` must be new, or JetStream takes the message for a duplicate and swallows it. Consumers that have taken the event
 * in skip it all the same; to have it take effect everywhere again, make it a replay with `asReplay`.
 * Raises {@link BusUnavailableError}.
 */
export async function republishEvent(
  bus: Bus,
  { subject, event }: AddressedEvent,
  messageId: string,
): Promise<void> {
  if (!bus.connection || !bus.isConnected()) throw new BusUnavailableError();
  await publishMessage(bus.connection, {
    subject,
    payload: JSON.stringify(event),
    messageId,
    correlationId: event.correlationid,
    traceparent: event.traceparent,
  });
}
