import { redeliverySubject } from '@postbus/contracts';
import type { JsMsg } from 'nats';
import { type Bus, BusUnavailableError } from './connect-bus.ts';
import { publishMessage } from './publish.ts';

/** What JetStream knows a message by. */
export const messageIdHeader = 'Nats-Msg-Id';
/** Which dead letter a message was. */
export const letterIdHeader = 'Postbus-Dead-Letter-Id';
const originalSubjectHeader = 'Postbus-Original-Subject';
const originalMessageIdHeader = 'Postbus-Original-Message-Id';

/** A dead letter that is to live again. */
export interface Redelivery {
  /** The dead letter's id. */
  letterId: string;
  service: string;
  consumer: string;
  /** Where the message was published at first. */
  subject: string;
  /** Its own `Nats-Msg-Id`. */
  messageId: string | null;
  headers: Record<string, string>;
  payload: Uint8Array;
}

/**
 * Gives a dead letter to the consumer that gave up, and to no other. Resolves when the broker has stored it. JetStream takes
 * it once for each `redeliveryId`. A consumer that has taken the event in meanwhile skips it.
 * Raises {@link BusUnavailableError}.
 */
export async function redeliver(bus: Bus, letter: Redelivery, redeliveryId: string): Promise<void> {
  if (!bus.connection || !bus.isConnected()) throw new BusUnavailableError();
  await bus.ensureStream('REDELIVERIES');
  await publishMessage(bus.connection, {
    subject: redeliverySubject(letter.service, letter.consumer),
    payload: letter.payload,
    messageId: redeliveryId,
    headers: {
      ...letter.headers,
      [letterIdHeader]: letter.letterId,
      [originalSubjectHeader]: letter.subject,
      ...(letter.messageId !== null && { [originalMessageIdHeader]: letter.messageId }),
    },
  });
}

/** Where a message comes from: of one that is given again, where it came from at first. */
export function originOf({ subject, headers }: JsMsg) {
  return {
    subject: headers?.get(originalSubjectHeader) || subject,
    messageId: headers?.get(originalMessageIdHeader) || headers?.get(messageIdHeader) || undefined,
    replayOf: headers?.get(letterIdHeader) || undefined,
  };
}
