import type { Database } from '@postbus/db';
import { type Bus, redeliver } from '@postbus/events';
import { deadLetterDiscarded, notFound, unavailable } from '../../errors.ts';
import { type DeadLetter, lockDeadLetter, settleDeadLetter } from './repository.ts';

export interface DeadLetterServiceDependencies {
  db: Database;
  bus: Bus;
  clock: () => Date;
}

/** What a person may do with a dead letter. `by` is the client that asks. */
export function createDeadLetterService({ db, bus, clock }: DeadLetterServiceDependencies) {
  return {
    /**
     * Gives the message to the consumer that gave up, and to no other. One that was replayed may be so again: a consumer that
     * has taken the event in skips it. Raises `not_found`, `dead_letter_discarded`, and `unavailable` without the bus.
     */
    replay: (id: string, by: string): Promise<DeadLetter> =>
      db.transaction(async (tx) => {
        const letter = await lockDeadLetter(tx, id);
        if (!letter) throw notFound();
        if (letter.state === 'discarded') throw deadLetterDiscarded();
        // Published before it is noted: a process that dies in between leaves it open, and the same replay asked for again has
        // the same id on the bus.
        try {
          await redeliver(bus, { ...letter, letterId: id }, `${id}.${letter.replays}`);
        } catch (cause) {
          throw unavailable({
            cause,
            message: 'The bus is away. Nothing was replayed.',
            retryAfterSeconds: 5,
          });
        }
        return (await settleDeadLetter(tx, { id, state: 'replayed', by, at: clock() })) ?? letter;
      }),

    /** Says that nothing is to be done about it. Discarding twice changes nothing. Raises `not_found`. */
    discard: (id: string, by: string): Promise<DeadLetter> =>
      db.transaction(async (tx) => {
        const letter = await lockDeadLetter(tx, id);
        if (!letter) throw notFound();
        if (letter.state === 'discarded') return letter;
        return (await settleDeadLetter(tx, { id, state: 'discarded', by, at: clock() })) ?? letter;
      }),
  };
}
export type DeadLetterService = ReturnType<typeof createDeadLetterService>;
