import { type Placeholder, type SQL, sql } from 'drizzle-orm';
import type { PgDialect } from 'drizzle-orm/pg-core';
import { drizzle } from 'drizzle-orm/postgres-js';
import type { Queryable } from './connect.ts';

/** What a statement is given each time it is used: a placeholder for each value, by its name. */
export type Given<Values> = { readonly [Name in keyof Values]: Placeholder<Name & string, Values[Name]> };

interface Statement<Result> {
  execute(values: Record<string, unknown>): Promise<Result>;
}

/** A query of Drizzle's. */
interface Buildable<Result> {
  prepare(name: string): Statement<Result>;
}

/**
 * A statement that Drizzle puts together when it is first used, and not again each time: that takes it longer than PostgreSQL
 * needs to carry out a statement of many columns. For those that run for every event. Its text must not depend on the values,
 * which go to the driver as they are: a list for `any`, a JSON text for a recordset, a moment as ISO 8601.
 */
export function builtOnce<Values extends object, Result>(
  build: (db: Queryable, given: Given<Values>) => Buildable<Result>,
): (db: Queryable, values: Values) => Promise<Result> {
  let built: Statement<Result> | undefined;
  return (db, values) => {
    built ??= build(nowhere, placeholders<Values>()).prepare(name);
    return runIn(db, built, values);
  };
}

/** The same for a statement that is written by hand. */
export function writtenOnce<Values extends object, Row>(
  write: (given: Given<Values>) => SQL<Row>,
): (db: Queryable, values: Values) => Promise<Row[]> {
  let written: Statement<Row[]> | undefined;
  return (db, values) => {
    written ??= session.prepareQuery<Row[]>(
      dialect.sqlToQuery(write(placeholders<Values>())),
      undefined,
      name,
      false,
    );
    return runIn(db, written, values);
  };
}

/** Only says that it is to be prepared; PostgreSQL knows it by its text. */
const name = 'built once';

interface Inside {
  session: {
    client: unknown;
    prepareQuery<Result>(...query: unknown[]): Statement<Result>;
  };
  dialect: PgDialect;
}
const inside = (db: Queryable) => db as unknown as Inside;

/** A database to build for, not to use. */
const nowhere: Queryable = drizzle.mock();
const { session, dialect } = inside(nowhere);

/** Runs it where it is wanted: a statement of Drizzle's belongs to the client for which it was made. */
function runIn<Result>(db: Queryable, statement: Statement<Result>, values: object): Promise<Result> {
  const here: Statement<Result> = Object.create(statement, { client: { value: inside(db).session.client } });
  return here.execute({ ...values });
}

const placeholders = <Values>(): Given<Values> =>
  new Proxy({} as Given<Values>, { get: (_, key) => sql.placeholder(String(key)) });

/** For statements that several tables have alike: makes them for each table once. */
export function forEachTable<Table extends object, Made>(
  make: (table: Table) => Made,
): (table: Table) => Made {
  const made = new WeakMap<Table, Made>();
  return (table) => {
    const known = made.get(table) ?? make(table);
    made.set(table, known);
    return known;
  };
}
