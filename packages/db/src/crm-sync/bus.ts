import { inboxTable, outboxTable } from '../outbox.ts';
import { crmSyncSchema } from './schema.ts';

export const outbox = outboxTable(crmSyncSchema);
export const inbox = inboxTable(crmSyncSchema);
