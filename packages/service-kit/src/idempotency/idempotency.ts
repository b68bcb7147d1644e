import type { Database, Queryable } from '@postbus/db';
import { commonErrors } from '../common-errors.ts';
import type { AnswerStore, KnownAnswer } from './answer-stores.ts';
import type { KeyedRequest } from './keyed-request.ts';

export type Idempotency = ReturnType<typeof createIdempotency>;

/** Lets requests with an `Idempotency-Key` take effect once. The service owns the table of the answers. */
export function createIdempotency({ db, answers }: { db: Database; answers: AnswerStore }) {
  return {
    /**
     * Does a request's work in a transaction, together with the note of its answer, which a repetition gets. One that comes at the
     * same time waits until the first has committed or failed. Without a key the work is just done. Raises
     * `idempotency_conflict` if the key came with another request.
     */
    once<Answer>(
      request: KeyedRequest | undefined,
      work: (tx: Queryable) => Promise<Answer>,
    ): Promise<Answer> {
      return db.transaction(async (tx) => {
        if (!request) return work(tx);
        const claim = await answers.claim(tx, request);
        if (!claim) return answerOf<Answer>(await answers.find(tx, request), request);
        const answer = await work(tx);
        await claim.note(answer);
        return answer;
      });
    },

    /**
     * What was answered to this request before, for work that has to be prepared outside a transaction. Null if it is new, or
     * carries no key. Raises `idempotency_conflict`.
     */
    async earlier<Answer>(request: KeyedRequest | undefined): Promise<{ answer: Answer } | null> {
      const known = request ? await answers.find(db, request) : null;
      return request && known ? { answer: answerOf<Answer>(known, request) } : null;
    },
  };
}

function answerOf<Answer>(known: KnownAnswer | null, { requestHash }: KeyedRequest): Answer {
  if (known?.requestHash !== requestHash) throw commonErrors.idempotencyConflict();
  return known.answer as Answer;
}
