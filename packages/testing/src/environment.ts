/** What `npm test` provides: a PostgreSQL server and a nats-server program. */
export interface TestEnvironment {
  /** A role that may create databases and roles. */
  adminDatabaseUrl: string;
  /** Path of the nats-server program. */
  natsServerPath: string;
}

/** Reads what the global set-up of the tests has started. Raises an error that says how to run the tests. */
export function testEnvironment(): TestEnvironment {
  const adminDatabaseUrl = process.env.POSTBUS_TEST_DATABASE_URL;
  const natsServerPath = process.env.POSTBUS_TEST_NATS_SERVER;
  if (!adminDatabaseUrl || !natsServerPath) {
    throw new Error('No test environment: run the tests from the root of the repository with `npm test`.');
  }
  return { adminDatabaseUrl, natsServerPath };
}
