import { pgSchema } from 'drizzle-orm/pg-core';

export const crmSyncSchema = pgSchema('crm_sync');
