import { dataKeys } from '@postbus/db/auth-gateway';
import { rotateKeysCommand } from '@postbus/encryption';
import { encryptedColumns } from '../encrypted-columns.ts';

await rotateKeysCommand('auth-gateway', { table: dataKeys, columns: Object.values(encryptedColumns) });
