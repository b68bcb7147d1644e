import { dataKeysTable } from '../data-keys.ts';
import { crmSyncSchema } from './schema.ts';

export const dataKeys = dataKeysTable(crmSyncSchema);
