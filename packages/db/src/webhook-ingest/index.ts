export { webhookIngestSchema } from './schema.ts';
