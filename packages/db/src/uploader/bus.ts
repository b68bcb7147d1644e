import { inboxTable, outboxTable } from '../outbox.ts';
import { uploaderSchema } from './schema.ts';

export const outbox = outboxTable(uploaderSchema);
export const inbox = inboxTable(uploaderSchema);
