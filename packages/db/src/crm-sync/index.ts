export { inbox } from './bus.ts';
export { crmSyncSchema } from './schema.ts';
