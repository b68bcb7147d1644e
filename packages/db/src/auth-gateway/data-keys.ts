import { dataKeysTable } from '../data-keys.ts';
import { authGatewaySchema } from './schema.ts';

export const dataKeys = dataKeysTable(authGatewaySchema);
