import { webhookReceived } from '@postbus/contracts';
import { webhookEvents } from '@postbus/db/webhook-ingest';
import type { CommittedEvent, RowReader } from '@postbus/events';
import { parseWebhook } from '@postbus/tiktok';
import { sql } from 'drizzle-orm';
import { momentOfId } from './new-id.ts';
import { storableText, subjectSafeEventName } from './safe-text.ts';

/** Where the event about a webhook is published. */
export const subjectOf = (eventName: string): string => `webhook.tiktok.${subjectSafeEventName(eventName)}`;

type WebhookRow = {
  id: string;
  subject: string;
  replayOf: string | null;
  correlationId: string;
  rawBody: string;
};

/** The event about a webhook that was stored just now. */
export const committedEventOf = (webhook: Omit<WebhookRow, 'replayOf'>): CommittedEvent => ({
  ...webhookEventReader.messageOf({ ...webhook, replayOf: null }),
  ...{ id: webhook.id, subject: webhook.subject },
});

/**
 * Makes the event about a webhook from its row. It is not stored: the body says it all, and TikTok would wait for the second
 * writing. A replay is an event of its own, about the webhook that it repeats.
 */
export const webhookEventReader: RowReader<WebhookRow> = {
  columns: sql`${webhookEvents.replayOf} as "replayOf", ${webhookEvents.correlationId} as "correlationId",
    ${webhookEvents.rawBody} as "rawBody"`,
  messageOf({ id, replayOf, correlationId, rawBody }) {
    const { clientKey, event: name, createTime, userOpenId, content } = parseWebhook(Buffer.from(rawBody));
    const originalId = replayOf ?? id;
    const { event } = webhookReceived.create({
      id,
      subject: originalId,
      correlationId,
      time: momentOfId(id),
      data: {
        webhookEventId: originalId,
        platform: 'tiktok',
        clientKey,
        event: subjectSafeEventName(name),
        createTime,
        userOpenId: userOpenId === null ? null : storableText(userOpenId),
        content: storableText(content),
        receivedAt: momentOfId(originalId).toISOString(),
      },
    });
    const payload = JSON.stringify(replayOf === null ? event : { ...event, replayof: replayOf });
    return { payload, messageId: id, correlationId };
  },
};
