import { text, timestamp } from 'drizzle-orm/pg-core';
import { uploaderSchema } from './schema.ts';

/** Job workers that live. Jobs locked by one that is silent are freed, hours before the job library would do so. */
export const jobWorkers = uploaderSchema.table('job_workers', {
  id: text().primaryKey(),
  seenAt: timestamp('seen_at', { withTimezone: true }).notNull(),
});
