export { type TestEnvironment, testEnvironment } from './environment.ts';
export { freePort, freePorts } from './free-port.ts';
export { startNatsServer, type TestNatsServer } from './nats-server.ts';
export {
  type StandInAuthGateway,
  startStandInAuthGateway,
  type TestAccount,
} from './stand-in-auth-gateway.ts';
export { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';
export {
  createEmptyDatabase,
  createTestDatabase,
  type EmptyDatabase,
  type TestDatabase,
  testRolePassword,
} from './test-database.ts';
export { startTokenIssuer, type TestToken, type TestTokenIssuer } from './token-issuer.ts';
export { waitFor } from './wait-for.ts';
