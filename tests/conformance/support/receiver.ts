import { buffer } from 'node:stream/consumers';
import { waitFor } from '@postbus/testing';
import { startServer } from './http-server.ts';

export interface Delivery {
  /** The exact bytes. */
  body: Buffer;
  headers: Record<string, string | string[] | undefined>;
  event: string;
  createTime: number;
  userOpenId: string;
  /** `content`, parsed a second time. */
  content: Record<string, unknown>;
}

/** What the app registered as its webhook URL. */
export interface Receiver {
  url: string;
  deliveries(): Delivery[];
  /** Waits for so many deliveries of an event, and gives them. */
  waitFor(event: string, count?: number): Promise<Delivery[]>;
  /** Answers with these statuses first, then with 200. */
  answerWith(statuses: number[]): void;
  reset(): void;
  close(): Promise<void>;
}

/** Starts a receiver that keeps every webhook it gets. */
export async function startReceiver(): Promise<Receiver> {
  let deliveries: Delivery[] = [];
  let statuses: number[] = [];
  const server = await startServer((request, response) => {
    void buffer(request).then((body) => {
      deliveries.push(deliveryOf(body, request.headers));
      response.writeHead(statuses.shift() ?? 200).end();
    });
  });
  const of = (event: string) => deliveries.filter((delivery) => delivery.event === event);
  return {
    url: `${server.origin}/webhooks`,
    deliveries: () => [...deliveries],
    async waitFor(event, count = 1) {
      await waitFor(`${count} ${event}`, () => of(event).length >= count);
      return of(event);
    },
    answerWith(next) {
      statuses = [...next];
    },
    reset() {
      deliveries = [];
      statuses = [];
    },
    close: server.close,
  };
}

function deliveryOf(body: Buffer, headers: Delivery['headers']): Delivery {
  const envelope: { event: string; create_time: number; user_openid: string; content: string } = JSON.parse(
    body.toString(),
  );
  return {
    body,
    headers,
    event: envelope.event,
    createTime: envelope.create_time,
    userOpenId: envelope.user_openid,
    content: JSON.parse(envelope.content),
  };
}
