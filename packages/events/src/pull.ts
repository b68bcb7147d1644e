import type { Consumer, JsMsg } from 'nats';

/** How long one request for messages stays open at the broker. Also the longest time to notice that a consumer is gone. */
const pullExpiresMs = 5000;

/**
 * Asks for up to `count` messages with one request, and hands each over as it comes. Resolves when all have come, when no
 * more came for some seconds, or when the signal is aborted: the broker then gives what is left to somebody else. Rejects if
 * the consumer or its stream is gone.
 */
export async function pullEach(
  consumer: Consumer,
  count: number,
  signal: AbortSignal,
  handOver: (message: JsMsg) => void,
): Promise<void> {
  if (signal.aborted) return;
  const messages = await consumer.fetch({ max_messages: count, expires: pullExpiresMs });
  const close = () => void messages.close();
  signal.addEventListener('abort', close);
  try {
    for await (const message of messages) handOver(message);
  } finally {
    signal.removeEventListener('abort', close);
  }
}
