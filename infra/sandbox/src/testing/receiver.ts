import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A webhook as it arrived. */
interface ReceivedWebhook {
  signature: string;
  body: string;
  event: string;
  content: Record<string, unknown>;
  envelope: Record<string, unknown>;
}

/** An app's webhook endpoint. `answer` decides the status of each call, 200 by default. */
export async function startReceiver(answer: (nth: number) => number = () => 200) {
  const received: ReceivedWebhook[] = [];
  const waiting = new Set<() => void>();
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece);
    const body = Buffer.concat(pieces).toString();
    const envelope = JSON.parse(body);
    const signature = `${request.headers['tiktok-signature']}`;
    received.push({
      signature,
      body,
      envelope,
      event: envelope.event,
      content: JSON.parse(envelope.content),
    });
    response.writeHead(answer(received.length)).end();
    for (const check of waiting) check();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port }: AddressInfo = JSON.parse(JSON.stringify(server.address()));

  return {
    url: `http://127.0.0.1:${port}/webhooks`,
    received,
    /** Waits for the first webhooks that satisfy the condition together. */
    async until(condition: (received: ReceivedWebhook[]) => boolean): Promise<ReceivedWebhook[]> {
      await new Promise<void>((resolve) => {
        const check = () => {
          if (!condition(received)) return;
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
        check();
      });
      return received;
    },
    events: () => received.map(({ event }) => event),
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
