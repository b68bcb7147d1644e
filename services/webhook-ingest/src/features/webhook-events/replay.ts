import type { Queryable } from '@postbus/db';
import { notFound, replayTooLarge } from '../../errors.ts';
import { newId } from '../webhooks/new-id.ts';
import { insertReplays, listOriginalIds, type Replay, type WebhookEventFilter } from './repository.ts';

/** What one call may replay. Each is a copy of a webhook, and one event for every consumer. */
const mostAtOnce = 10_000;
const copiedAtOnce = 1000;

/** Repeats webhooks: each replay is a new event with a reference to the first, so that every consumer acts once more. */
export function createReplay({ clock }: { clock: () => Date }) {
  const replaysOf = (originalIds: string[], at: Date): Replay[] =>
    originalIds.map((originalId) => ({ originalId, id: newId(at) }));

  return {
    /** Repeats one. Returns the id of the replay. Raises `not_found`. */
    async one(tx: Queryable, originalId: string, correlationId: string): Promise<string> {
      const at = clock();
      const replays = replaysOf([originalId], at);
      const [replay] = replays;
      if (!replay || (await insertReplays(tx, replays, { at, correlationId })) === 0) throw notFound();
      return replay.id;
    },

    /**
     * Repeats all that match and are no replays themselves; within a transaction, or some may be repeated and others not.
     * Returns how many. Raises `replay_too_large`.
     */
    async range(tx: Queryable, filter: WebhookEventFilter, correlationId: string): Promise<number> {
      const at = clock();
      const ids = await listOriginalIds(tx, filter, mostAtOnce + 1);
      if (ids.length > mostAtOnce) throw replayTooLarge({ details: { most: mostAtOnce } });
      let count = 0;
      for (let first = 0; first < ids.length; first += copiedAtOnce) {
        const replays = replaysOf(ids.slice(first, first + copiedAtOnce), at);
        count += await insertReplays(tx, replays, { at, correlationId });
      }
      return count;
    },
  };
}
export type WebhookReplay = ReturnType<typeof createReplay>;
