import type { AddressedEvent, StreamName } from '@postbus/contracts';
import { connectBus } from '@postbus/events';
import { createLogger } from '@postbus/service-kit';

/** Publishes events as their owners do, without an outbox. */
export async function startPublisher(natsUrl: string) {
  const logger = createLogger({ service: 'test', level: 'fatal' });
  const bus = await connectBus({ url: natsUrl, name: 'test', logger });
  const connection = await bus.connected();
  if (!connection) throw new Error('no connection to NATS');
  const streams: StreamName[] = ['ACCOUNTS', 'POSTS', 'CRM', 'DEAD'];
  for (const stream of streams) await bus.ensureStream(stream);
  const send = (subject: string, payload: unknown) =>
    connection.jetstream().publish(subject, JSON.stringify(payload));
  return {
    publish: ({ subject, event }: AddressedEvent) => send(subject, event),
    /** Publishes anything at all. */
    send,
    /** How many messages a stream holds. */
    async stored(stream: StreamName): Promise<number> {
      const jsm = await connection.jetstreamManager();
      return (await jsm.streams.info(stream)).state.messages;
    },
    /** The subjects of a stream that fit, with how many messages each has. */
    async subjects(stream: StreamName, filter: string): Promise<Record<string, number>> {
      const jsm = await connection.jetstreamManager();
      return (await jsm.streams.info(stream, { subjects_filter: filter })).state.subjects ?? {};
    },
    close: () => bus.close(),
  };
}
