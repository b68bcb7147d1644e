import { dataKeysTable } from '../data-keys.ts';
import { uploaderSchema } from './schema.ts';

export const dataKeys = dataKeysTable(uploaderSchema);
