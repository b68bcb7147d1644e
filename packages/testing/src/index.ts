export { type TestEnvironment, testEnvironment } from './environment.ts';
export { freePort, startNatsServer, type TestNatsServer } from './nats-server.ts';
export { createTestDatabase, type TestDatabase } from './test-database.ts';
export { waitFor } from './wait-for.ts';
