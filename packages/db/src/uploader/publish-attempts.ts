import { index, integer, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { PublicationStatus } from './publication-status.ts';
import { publications } from './publications.ts';
import { uploaderSchema } from './schema.ts';

/** One try at one step of a publication, and what came of it. One without an end was cut off by a crash or still runs. */
export const publishAttempts = uploaderSchema.table(
  'publish_attempts',
  {
    id: uuid().primaryKey(),
    publicationId: uuid('publication_id')
      .notNull()
      .references(() => publications.id),
    step: text()
      .$type<'accept' | 'edit' | 'cancel' | 'retry' | 'init' | 'upload' | 'status' | 'webhook'>()
      .notNull(),
    startedAt: timestamp('started_at', { withTimezone: true }).notNull(),
    endedAt: timestamp('ended_at', { withTimezone: true }),
    outcome: text().$type<'ok' | 'waits' | 'retry' | 'failed' | 'restart'>(),
    /** TikTok's own words. */
    code: text(),
    message: text(),
    logId: text('log_id'),
    /** The publish task it was about: a webhook about a task that was given up still finds its publication. */
    publishId: text('publish_id'),
    /** The status and the version that it led to; null when it changed nothing. */
    status: text().$type<PublicationStatus>(),
    version: integer(),
  },
  (table) => [
    index('publish_attempts_publication').on(table.publicationId, table.id),
    index('publish_attempts_publish_id').on(table.publishId),
  ],
);
