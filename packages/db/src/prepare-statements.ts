import type postgres from 'postgres';

/** A statement with more parameters holds a list, and its text differs with the length of the list. */
const mostParameters = 64;

/**
 * Lets a client prepare the statements that Drizzle gives it, in transactions too: each connection then parses and plans a
 * text once. Otherwise postgres.js asks PostgreSQL for the types of the parameters before every query: two round trips, and
 * the queries of a transaction wait for each other. `prepare=false` in the address of the database turns it off, for a
 * pooler that cannot keep prepared statements.
 */
export function prepareStatements(client: postgres.Sql): void {
  prepareIn(client);
  const { begin } = client;
  client.begin = ((...args: unknown[]) => Reflect.apply(begin, client, withPreparing(args))) as typeof begin;
}

function prepareIn(client: Pick<postgres.Sql, 'unsafe'>): void {
  const { unsafe } = client;
  client.unsafe = ((text: string, parameters: never[] = [], options: postgres.UnsafeQueryOptions = {}) => {
    const isWorthIt = parameters.length > 0 && parameters.length <= mostParameters;
    return unsafe(text, parameters, { ...options, prepare: isWorthIt || options.prepare === true });
  }) as typeof unsafe;
}

/** `begin` and `savepoint` end with the function that gets the client of the transaction. */
function withPreparing(args: unknown[]): unknown[] {
  const run = args.at(-1) as (transaction: postgres.TransactionSql) => unknown;
  return args.with(-1, (transaction: postgres.TransactionSql) => {
    prepareIn(transaction);
    const { savepoint } = transaction;
    transaction.savepoint = ((...inner: unknown[]) =>
      Reflect.apply(savepoint, transaction, withPreparing(inner))) as typeof savepoint;
    return run(transaction);
  });
}
