import type { Queryable } from '@postbus/db';
import { webhookEvents, webhookIngestSchema } from '@postbus/db/webhook-ingest';
import { and, desc, eq, gt, gte, isNotNull, isNull, lt, type SQL, sql } from 'drizzle-orm';

export type WebhookEvent = typeof webhookEvents.$inferSelect;

/** Whether a webhook is on the bus: `failing` was tried at least once and still waits. */
export type WebhookStatus = 'waiting' | 'failing' | 'published';

export interface WebhookEventFilter {
  event?: string;
  userOpenId?: string;
  clientKey?: string;
  published?: boolean;
  status?: WebhookStatus;
  /** Only replays of this webhook. */
  replayOf?: string;
  /** Only those taken in at or after this moment. */
  from?: Date;
  /** Only those taken in before this moment. */
  to?: Date;
  /** Only those taken in before the webhook with this id. */
  before?: string;
}

/** Webhooks that match every given filter, newest first. */
export async function listWebhookEvents(
  db: Queryable,
  filter: WebhookEventFilter,
  limit: number,
): Promise<WebhookEvent[]> {
  return await db
    .select()
    .from(webhookEvents)
    .where(matching(filter))
    // An id is a UUIDv7: it sorts by the time the webhook was taken in, and never changes.
    .orderBy(desc(webhookEvents.id))
    .limit(limit);
}

/** The ids of webhooks that match every given filter and are no replays themselves, oldest first. */
export async function listOriginalIds(
  db: Queryable,
  filter: WebhookEventFilter,
  limit: number,
): Promise<string[]> {
  const rows = await db
    .select({ id: webhookEvents.id })
    .from(webhookEvents)
    .where(and(matching(filter), isNull(webhookEvents.replayOf)))
    .orderBy(webhookEvents.id)
    .limit(limit);
  return rows.map(({ id }) => id);
}

function matching(filter: WebhookEventFilter): SQL | undefined {
  const { event, userOpenId, clientKey, published, status, replayOf, from, to, before } = filter;
  return and(
    event === undefined ? undefined : eq(webhookEvents.eventName, event),
    userOpenId === undefined ? undefined : eq(webhookEvents.userOpenId, userOpenId),
    clientKey === undefined ? undefined : eq(webhookEvents.clientKey, clientKey),
    published === undefined ? undefined : publishedIs(published),
    status === undefined ? undefined : statusIs(status),
    replayOf === undefined ? undefined : eq(webhookEvents.replayOf, replayOf),
    // By the id, so that only the months in question are read.
    from && gte(webhookEvents.id, firstIdAt(from)),
    to && lt(webhookEvents.id, firstIdAt(to)),
    before === undefined ? undefined : lt(webhookEvents.id, before),
  );
}

const publishedIs = (published: boolean) =>
  published ? isNotNull(webhookEvents.publishedAt) : isNull(webhookEvents.publishedAt);

function statusIs(status: WebhookStatus): SQL | undefined {
  if (status === 'published') return publishedIs(true);
  const tried = status === 'failing' ? gt(webhookEvents.attempts, 0) : eq(webhookEvents.attempts, 0);
  return and(publishedIs(false), tried);
}

const firstIdAt = (moment: Date): SQL =>
  sql`${sql.identifier(webhookIngestSchema.schemaName)}.first_id_at(${moment.toISOString()}::timestamptz)`;

export async function findWebhookEvent(db: Queryable, id: string): Promise<WebhookEvent | null> {
  const [found] = await db.select().from(webhookEvents).where(eq(webhookEvents.id, id));
  return found ?? null;
}

export interface Replay {
  /** The webhook to repeat. */
  originalId: string;
  /** The replay's own id: a UUIDv7 of the moment `at`. */
  id: string;
}

/**
 * Copies webhooks as new ones, to be published as new events that name the first one of their line. What is not there any
 * more is left out. Returns how many were copied.
 */
export async function insertReplays(
  db: Queryable,
  replays: Replay[],
  { at, correlationId }: { at: Date; correlationId: string },
): Promise<number> {
  const { count } = await db.execute(sql`
    insert into ${webhookEvents}
      (id, subject, correlation_id, replay_of, external_id, platform, client_key, event_name, user_open_id, create_time,
       raw_body, signed_at, signed_with, headers, received_at)
    select replay.id, subject, ${correlationId}::text, coalesce(replay_of, original.id), external_id, platform, client_key,
      event_name, user_open_id, create_time, raw_body, signed_at, signed_with, headers, ${at.toISOString()}::timestamptz
    from json_to_recordset(${JSON.stringify(replays)}::text::json) as replay (id uuid, "originalId" uuid)
    join ${webhookEvents} as original on original.id = replay."originalId"`);
  return count;
}
