import { dataKeys } from '@postbus/db/crm-sync';
import { rotateKeysCommand } from '@postbus/encryption';
import { encryptedColumns } from '../encrypted-columns.ts';

await rotateKeysCommand('crm-sync', { table: dataKeys, columns: Object.values(encryptedColumns) });
