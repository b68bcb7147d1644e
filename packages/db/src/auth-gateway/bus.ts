import { inboxTable, outboxTable } from '../outbox.ts';
import { authGatewaySchema } from './schema.ts';

export const outbox = outboxTable(authGatewaySchema);
export const inbox = inboxTable(authGatewaySchema);
