import type { Consumer, JsMsg } from 'nats';

/** How long one request for a message stays open at the broker. Also the longest time to notice that a consumer is gone. */
const pullExpiresMs = 5000;

/**
 * Asks for one message. Returns `undefined` if none came for some seconds or the signal was aborted: the broker then gives it
 * to somebody else. Rejects if the consumer or its stream is gone.
 */
export async function pull(consumer: Consumer, signal: AbortSignal): Promise<JsMsg | undefined> {
  if (signal.aborted) return undefined;
  const messages = await consumer.fetch({ max_messages: 1, expires: pullExpiresMs });
  const close = () => void messages.close();
  signal.addEventListener('abort', close);
  try {
    for await (const message of messages) return message;
    return undefined;
  } finally {
    signal.removeEventListener('abort', close);
  }
}
