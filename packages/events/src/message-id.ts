import type { CloudEvent } from '@postbus/contracts';
import { v7 as uuidv7 } from 'uuid';

/**
 * A copy of an event that takes effect once more, everywhere: a deliberate replay. It keeps its id and gets a replay id,
 * which takes the id's place as `Nats-Msg-Id` and in the consumers' inboxes.
 */
export const asReplay = <Event extends CloudEvent>(event: Event): Event => ({ ...event, replayid: uuidv7() });

/** What JetStream and the inboxes know a message by: the event's id, or the replay's. */
export const messageIdOf = (event: Pick<CloudEvent, 'id' | 'replayid'>): string => event.replayid ?? event.id;
