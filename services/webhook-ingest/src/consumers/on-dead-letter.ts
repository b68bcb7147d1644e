import type { Database } from '@postbus/db';
import { type Bus, createDeadLetterCollector } from '@postbus/events';
import type { Logger } from '@postbus/service-kit';
import { insertDeadLetter } from '../features/dead-letters/repository.ts';
import { newId } from '../features/webhooks/new-id.ts';

export interface OnDeadLetterDependencies {
  db: Database;
  bus: Bus;
  logger: Logger;
  clock: () => Date;
}

/** Keeps every message that a consumer of any service gave up on, once. */
export const onDeadLetter = ({ db, bus, logger, clock }: OnDeadLetterDependencies) =>
  createDeadLetterCollector({
    bus,
    logger,
    service: 'webhook-ingest',
    store: (letter, letterId) => insertDeadLetter(db, { letter, letterId, id: newId(clock()) }),
  });
