import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { webhookReceived } from '@postbus/contracts';
import { type Bus, connectBus, republishEvent } from '@postbus/events';
import { createLogger } from '@postbus/service-kit';
import { parseWebhook } from '@postbus/tiktok';
import { v7 as uuidv7 } from 'uuid';

/** Stands in for webhook-ingest: takes webhooks in over HTTP and puts them on the bus. */
export interface StandInWebhookIngest {
  /** Where the platform sends webhooks to. */
  url: string;
  /** While true, webhooks are answered with 200 and forgotten. */
  isDeaf: boolean;
  /** Says on the bus that a webhook came, about a creator or nobody. */
  tell(event: string, content: object, userOpenId?: string): Promise<void>;
  close(): Promise<void>;
}

export async function startStandInWebhookIngest(natsUrl: string): Promise<StandInWebhookIngest> {
  const logger = createLogger({ service: 'webhook-ingest', level: 'fatal' });
  const bus = await connectBus({ url: natsUrl, name: 'webhook-ingest', logger });
  await bus.connected();
  await bus.ensureStream('WEBHOOKS');

  const server = createServer((request, response) => {
    void takeIn(request).then(
      () => response.writeHead(200).end(),
      () => response.writeHead(500).end(),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');

  const takeIn = async (request: IncomingMessage) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    if (standIn.isDeaf) return;
    const { event, clientKey, createTime, userOpenId, content } = parseWebhook(Buffer.concat(parts));
    await publish(bus, { event, clientKey, createTime, userOpenId, content });
  };

  const standIn: StandInWebhookIngest = {
    url: `http://127.0.0.1:${address.port}/`,
    isDeaf: false,
    tell: (event, content, userOpenId) =>
      publish(bus, {
        event,
        clientKey: 'test',
        createTime: Math.floor(Date.now() / 1000),
        userOpenId: userOpenId ?? null,
        content: JSON.stringify(content),
      }),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      await bus.close();
    },
  };
  return standIn;
}

interface Told {
  event: string;
  clientKey: string;
  createTime: number;
  userOpenId: string | null;
  content: string;
}

async function publish(bus: Bus, told: Told): Promise<void> {
  const webhookEventId = uuidv7();
  const addressed = webhookReceived.create({
    id: webhookEventId,
    subject: webhookEventId,
    correlationId: webhookEventId,
    data: { ...told, webhookEventId, platform: 'tiktok', receivedAt: new Date().toISOString() },
  });
  await republishEvent(bus, addressed, webhookEventId);
}
