import { dataKeys } from '@postbus/db/uploader';
import { rotateKeysCommand } from '@postbus/encryption';
import { sourceUrlColumn, uploadUrlColumn } from '../encrypted-columns.ts';

await rotateKeysCommand('uploader', { table: dataKeys, columns: [uploadUrlColumn, sourceUrlColumn] });
