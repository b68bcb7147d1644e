import { type ConsumerMessages, connect } from 'nats';

const atOnce = 1000;

/** The ids of all events that a stream holds, in its order: one that was stored twice is there twice. */
export async function publishedIds(natsUrl: string, stream: string): Promise<string[]> {
  const { username, password, host } = new URL(natsUrl);
  const connection = await connect({ servers: host, user: username, pass: decodeURIComponent(password) });
  try {
    const { messages } = (await (await connection.jetstreamManager()).streams.info(stream)).state;
    const consumer = await connection.jetstream().consumers.get(stream);
    const ids: string[] = [];
    while (ids.length < messages) {
      const batch: ConsumerMessages = await consumer.fetch({ max_messages: atOnce, expires: 5000 });
      for await (const message of batch) ids.push(message.json<{ id: string }>().id);
    }
    return ids;
  } finally {
    await connection.close();
  }
}
