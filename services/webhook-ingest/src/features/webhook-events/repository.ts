import type { Queryable } from '@postbus/db';
import { webhookEvents } from '@postbus/db/webhook-ingest';
import { and, desc, eq, isNotNull, isNull, lt } from 'drizzle-orm';

export type WebhookEvent = typeof webhookEvents.$inferSelect;

export interface WebhookEventFilter {
  event?: string;
  userOpenId?: string;
  published?: boolean;
  /** Only those taken in before the webhook with this id. */
  before?: string;
}

/** Webhooks that match every given filter, newest first. */
export async function listWebhookEvents(
  db: Queryable,
  { event, userOpenId, published, before }: WebhookEventFilter,
  limit: number,
): Promise<WebhookEvent[]> {
  return await db
    .select()
    .from(webhookEvents)
    .where(
      and(
        event === undefined ? undefined : eq(webhookEvents.eventName, event),
        userOpenId === undefined ? undefined : eq(webhookEvents.userOpenId, userOpenId),
        published === undefined ? undefined : publishedIs(published),
        before === undefined ? undefined : lt(webhookEvents.id, before),
      ),
    )
    // An id is a UUIDv7: it sorts by the time the webhook was taken in, and never changes.
    .orderBy(desc(webhookEvents.id))
    .limit(limit);
}

const publishedIs = (published: boolean) =>
  published ? isNotNull(webhookEvents.publishedAt) : isNull(webhookEvents.publishedAt);

export async function findWebhookEvent(db: Queryable, id: string): Promise<WebhookEvent | null> {
  const [found] = await db.select().from(webhookEvents).where(eq(webhookEvents.id, id));
  return found ?? null;
}
