export { webhookIngestSchema } from './schema.ts';
export { webhookEvents } from './webhook-events.ts';
