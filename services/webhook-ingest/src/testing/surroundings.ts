import { webhookEvents } from '@postbus/db/webhook-ingest';
import { type Bus, connectBus } from '@postbus/events';
import { createLogger } from '@postbus/service-kit';
import { createTestDatabase, startNatsServer, startTokenIssuer } from '@postbus/testing';
import { isNull } from 'drizzle-orm';
import { type IngestOptions, startIngest } from './start-ingest.ts';

/** What the service needs around it: a database, a broker and an issuer of tokens, all of this test file's own. */
export async function startSurroundings() {
  const [database, nats, issuer] = await Promise.all([
    createTestDatabase('webhook-ingest'),
    startNatsServer(),
    startTokenIssuer(),
  ]);
  const options = {
    databaseUrl: database.url,
    natsUrl: nats.url,
    authIssuer: issuer.issuer,
    authJwksUrl: issuer.jwksUrl,
  };
  return {
    database,
    nats,
    issuer,
    options,
    start: (changes: Partial<IngestOptions> = {}) => startIngest({ ...options, ...changes }),
    rows: () => database.db.select().from(webhookEvents).orderBy(webhookEvents.id),
    unpublished: () => database.db.$count(webhookEvents, isNull(webhookEvents.publishedAt)),
    async close() {
      await Promise.all([nats.close(), issuer.close()]);
      await database.close();
    },
  };
}
export type Surroundings = Awaited<ReturnType<typeof startSurroundings>>;

export interface BusMessage {
  subject: string;
  event: { id: string; data: Record<string, unknown> };
  headers: Record<string, string>;
}

/** Connects to the bus, and collects whatever is published on a subject from now on. */
export async function listenOnBus(natsUrl: string, subject: string) {
  const bus: Bus = await connectBus({
    url: natsUrl,
    name: 'test',
    logger: createLogger({ service: 'test', level: 'fatal' }),
  });
  const connection = await bus.connected();
  if (!connection) throw new Error('no connection to NATS');
  const messages: BusMessage[] = [];
  connection.subscribe(subject, {
    callback: (_error, { subject, headers, data }) => {
      const names = headers?.keys() ?? [];
      messages.push({
        subject,
        event: JSON.parse(Buffer.from(data).toString()),
        headers: Object.fromEntries(names.map((name) => [name, headers?.get(name) ?? ''])),
      });
    },
  });
  await connection.flush();
  return {
    messages,
    /** How many messages the stream holds. */
    async stored(stream: string): Promise<number> {
      const jsm = await connection.jetstreamManager();
      return (await jsm.streams.info(stream)).state.messages;
    },
    /** Publishes a message into a stream. */
    async publish(subject: string, payload: string, messageId: string): Promise<void> {
      await connection.jetstream().publish(subject, payload, { msgID: messageId });
    },
    async deleteConsumer(stream: string, durable: string): Promise<void> {
      const jsm = await connection.jetstreamManager();
      await jsm.consumers.delete(stream, durable);
    },
    close: () => bus.close(),
  };
}
