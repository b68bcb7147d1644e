import { pgSchema } from 'drizzle-orm/pg-core';

export const webhookIngestSchema = pgSchema('webhook_ingest');
