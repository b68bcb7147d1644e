import { sql } from 'drizzle-orm';
import { bigint, index, integer, jsonb, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { posts } from './posts.ts';
import type { PublicationStatus } from './publication-status.ts';
import { uploaderSchema } from './schema.ts';

/** Why a publication failed, or why nobody can tell how it ended. */
interface Failure {
  code: string;
  message: string;
  logId: string | null;
  retryable: boolean;
}

/** One post on one account: the unit that succeeds or fails. This row is the truth; a job only wakes somebody up. */
export const publications = uploaderSchema.table(
  'publications',
  {
    id: uuid().primaryKey(),
    postId: uuid('post_id')
      .notNull()
      .references(() => posts.id),
    workspaceId: uuid('workspace_id').notNull(),
    accountId: uuid('account_id').notNull(),
    platform: text().$type<'tiktok'>().notNull(),
    status: text().$type<PublicationStatus>().notNull(),
    /** Counts every change that others hear of. */
    version: integer().notNull().default(1),
    correlationId: text('correlation_id').notNull(),

    /** Who works on it just now, and until when nobody else may. Every write of a worker names its lease. */
    leaseId: uuid('lease_id'),
    leaseExpiresAt: timestamp('lease_expires_at', { withTimezone: true }),
    /** When somebody has to look at it again; null when nothing is left to do. */
    nextStepAt: timestamp('next_step_at', { withTimezone: true }),
    /** Failures of the present step in a row. */
    failures: integer().notNull().default(0),
    /** How often the platform was asked since the status last changed. */
    polls: integer().notNull().default(0),
    /** How often it was begun anew because TikTok had ended the task before all bytes were there. */
    restarts: integer().notNull().default(0),

    /** TikTok's id of the publish task. Saved before the first byte. */
    publishId: text('publish_id'),
    /** Holds a secret of TikTok. Gone as soon as it is of no more use. */
    uploadUrlEncrypted: text('upload_url_encrypted'),
    uploadUrlExpiresAt: timestamp('upload_url_expires_at', { withTimezone: true }),
    totalBytes: bigint('total_bytes', { mode: 'number' }).notNull(),
    chunkSize: bigint('chunk_size', { mode: 'number' }),
    totalChunkCount: integer('total_chunk_count'),
    /** How many bytes TikTok has said it holds. */
    confirmedBytes: bigint('confirmed_bytes', { mode: 'number' }).notNull().default(0),

    /** When the last chunk of the present task was first about to be sent. Before that nothing can come of the task. */
    lastChunkAt: timestamp('last_chunk_at', { withTimezone: true }),

    /** When it was first to go out: as scheduled, or when it was accepted or tried again. */
    dueAt: timestamp('due_at', { withTimezone: true }).notNull().defaultNow(),
    failure: jsonb().$type<Failure>(),
    /** 64-bit ids as strings. Empty until moderation has ended. */
    platformPostIds: text('platform_post_ids').array().notNull().default(sql`'{}'`),
    /** Which of them the creator or TikTok has hidden or shown since, and when: unix seconds of TikTok's clock. */
    visibility: jsonb().$type<Record<string, { isPublic: boolean; at: number }>>().notNull().default({}),
    publishedAt: timestamp('published_at', { withTimezone: true }),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    /** When the status last changed. */
    statusSince: timestamp('status_since', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('publications_publish_id').on(table.publishId),
    index('publications_post').on(table.postId),
    index('publications_account').on(table.accountId, table.dueAt),
    index('publications_due').on(table.nextStepAt).where(sql`${table.nextStepAt} is not null`),
    index('publications_status').on(table.status),
    index('publications_platform_post_ids').using('gin', table.platformPostIds),
  ],
);
