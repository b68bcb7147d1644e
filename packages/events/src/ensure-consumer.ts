import { isDeepStrictEqual } from 'node:util';
import type { StreamName } from '@postbus/contracts';
import { AckPolicy, type Consumer, DeliverPolicy, type JetStreamManager, nanos } from 'nats';
import { type Bus, BusUnavailableError } from './connect-bus.ts';
import { isJetStreamError } from './ensure-stream.ts';

/** Messages under way or waiting for a retry. Beyond it nothing new is delivered, so an outage elsewhere must fit in. */
const maxAckPending = 10_000;

const consumerNotFound = 10014;

export interface DurableConsumer {
  stream: StreamName;
  durable: string;
  filterSubject: string;
  ackWaitMs: number;
}

/** Creates the stream and the durable consumer where they are missing, brings the consumer up to date, and opens it. */
export async function ensureConsumer(
  bus: Bus,
  { stream, durable, filterSubject, ackWaitMs }: DurableConsumer,
): Promise<Consumer> {
  const { connection } = bus;
  if (!connection) throw new BusUnavailableError();
  await bus.ensureStream(stream);
  const jsm = await connection.jetstreamManager({ checkAPI: false });
  const wanted = {
    filter_subject: filterSubject,
    ack_wait: nanos(ackWaitMs),
    max_ack_pending: maxAckPending,
    // Giving up is the consumer's own decision, because it leaves a dead letter behind.
    max_deliver: -1,
  };
  const current = await findConsumer(jsm, stream, durable);
  if (!current) {
    await jsm.consumers.add(stream, {
      ...wanted,
      durable_name: durable,
      ack_policy: AckPolicy.Explicit,
      deliver_policy: DeliverPolicy.All,
    });
  } else if (!isDeepStrictEqual({ ...current, ...wanted }, current)) {
    await jsm.consumers.update(stream, durable, wanted);
  }
  return await connection.jetstream().consumers.get(stream, durable);
}

async function findConsumer(jsm: JetStreamManager, stream: string, durable: string) {
  try {
    return (await jsm.consumers.info(stream, durable)).config;
  } catch (error) {
    if (isJetStreamError(error, consumerNotFound)) return undefined;
    throw error;
  }
}

/** Messages that wait or are under way. `NaN` when the broker cannot tell. */
export async function pendingMessages(bus: Bus, stream: StreamName, durable: string): Promise<number> {
  if (!bus.connection || !bus.isConnected()) return Number.NaN;
  try {
    const jsm = await bus.connection.jetstreamManager({ checkAPI: false });
    const { num_pending, num_ack_pending } = await jsm.consumers.info(stream, durable);
    return num_pending + num_ack_pending;
  } catch {
    return Number.NaN;
  }
}
