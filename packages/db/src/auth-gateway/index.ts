export { inbox, outbox } from './bus.ts';
export { authGatewaySchema } from './schema.ts';
