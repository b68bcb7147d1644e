import { connect } from 'node:net';

/** What goes over one connection. What either raises ends the load. */
export interface Conversation {
  /** The next request, as it goes over the wire. */
  next(): Buffer;
  /** Told of the answer to the request before. */
  answered(status: number): void;
}

/** What came of a load. */
export interface LoadResult {
  perSecond: number;
  p99Ms: number;
}

const readBytes = 64 * 1024;

/**
 * Holds conversations with an HTTP/1.1 server for some seconds, each over a connection of its own that stays open: a request
 * goes out as soon as the one before is answered. For answers that carry their length.
 *
 * It shares the machine with what it measures, so it does nothing else: it takes about 16 µs of CPU for a request where
 * autocannon takes 24.
 */
export async function holdConversations(
  url: string,
  conversations: Conversation[],
  seconds: number,
): Promise<LoadResult> {
  const { hostname: host, port } = new URL(url);
  const buffer = Buffer.allocUnsafe(readBytes);
  const times: number[] = [];
  const begin = performance.now();
  const end = begin + seconds * 1000;

  const hold = ({ next, answered }: Conversation) =>
    new Promise<void>((resolve, reject) => {
      let received = '';
      let sentAt = performance.now();
      const goOn = (status: number) => {
        received = '';
        const now = performance.now();
        times.push(now - sentAt);
        answered(status);
        if (now > end) {
          resolve();
          socket.destroy();
        } else {
          sentAt = now;
          socket.write(next());
        }
      };
      const socket = connect({
        ...{ host, port: Number(port), noDelay: true },
        onread: {
          // Every connection's: what arrives is read before anything else does.
          buffer,
          callback(bytes) {
            received += buffer.toString('latin1', 0, bytes);
            try {
              const status = statusOf(received);
              if (status !== undefined) goOn(status);
            } catch (error) {
              socket.destroy(error as Error);
            }
            return true;
          },
        },
      });
      socket.once('error', reject);
      socket.once('close', () => reject(new Error('the server ended a connection')));
      socket.write(next());
    });

  await Promise.all(conversations.map(hold));
  const tookSeconds = (performance.now() - begin) / 1000;
  times.sort((a, b) => a - b);
  return {
    perSecond: times.length / tookSeconds,
    p99Ms: times[Math.floor(times.length * 0.99)] ?? Number.NaN,
  };
}

/** The status of an answer that is there as a whole. */
function statusOf(received: string): number | undefined {
  const headEnd = received.indexOf('\r\n\r\n');
  if (headEnd === -1) return undefined;
  const length = /\r\ncontent-length: (\d+)\r\n/i.exec(received)?.[1];
  if (length === undefined) throw new Error('an answer came without its length');
  if (received.length < headEnd + 4 + Number(length)) return undefined;
  return Number(received.slice('HTTP/1.1 '.length, 'HTTP/1.1 200'.length));
}
