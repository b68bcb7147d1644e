export { type TestEnvironment, testEnvironment } from './environment.ts';
export { freePort, startNatsServer, type TestNatsServer } from './nats-server.ts';
export {
  createEmptyDatabase,
  createTestDatabase,
  type EmptyDatabase,
  type TestDatabase,
} from './test-database.ts';
export { waitFor } from './wait-for.ts';
