import { DeadLetter } from '@postbus/contracts';
import type { StoredMsg } from 'nats';
import { Check } from 'typebox/value';
import type { Bus } from '../connect-bus.ts';

/** Every dead letter of one consumer that the broker holds. */
export async function deadLetters(bus: Bus, subject: string): Promise<DeadLetter[]> {
  return (await messagesOf(bus, 'DEAD'))
    .filter((message) => message.subject === subject)
    .map((message) => {
      const letter: unknown = message.json();
      if (!Check(DeadLetter, letter)) throw new Error(`no dead letter: ${message.string()}`);
      return letter;
    });
}

/** Everything in a stream, in its order; nothing if the stream is missing. */
export async function messagesOf(bus: Bus, stream: string): Promise<StoredMsg[]> {
  const connection = await bus.connected();
  if (!connection) return [];
  const jsm = await connection.jetstreamManager({ checkAPI: false });
  const info = await jsm.streams.info(stream).catch(() => undefined);
  const { messages = 0, first_seq = 0 } = info?.state ?? {};
  const sequences = Array.from({ length: messages }, (_, index) => first_seq + index);
  return Promise.all(sequences.map((seq) => jsm.streams.getMessage(stream, { seq })));
}
