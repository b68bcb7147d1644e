import type { Database, Queryable } from './connect.ts';

type Act = (db: Database) => void;

/** What the transactions that are open want done when they have committed. */
const open = new WeakMap<Queryable, Act[]>();
const databases = new WeakSet<Queryable>();

/** Lets {@link afterCommit} know when a transaction of this database has committed. */
export function followTransactions(db: Database): void {
  databases.add(db);
  db.transaction = following(db, (acts) => {
    for (const act of acts) act(db);
  });
}

/** A savepoint is followed like a transaction: what it wants done waits for the whole, or is dropped with it. */
function following(
  db: Pick<Database, 'transaction'>,
  onCommit: (acts: Act[]) => void,
): Database['transaction'] {
  const begin = db.transaction.bind(db);
  return async (run, config) => {
    const acts: Act[] = [];
    const result = await begin((tx) => {
      open.set(tx, acts);
      tx.transaction = following(tx as unknown as Database, (inner) => acts.push(...inner));
      return run(tx);
    }, config);
    onCommit(acts);
    return result;
  };
}

/**
 * Has something done when the transaction has committed, and at once where there is none: call it after the write. It is not
 * done after a rollback, nor when the answer to the commit is lost, and goes with the process: nothing may depend on it.
 */
export function afterCommit(tx: Queryable, act: Act): void {
  if (databases.has(tx)) act(tx as Database);
  else open.get(tx)?.push(act);
}
