import { inboxTable } from '../outbox.ts';
import { crmSyncSchema } from './schema.ts';

export const inbox = inboxTable(crmSyncSchema);
