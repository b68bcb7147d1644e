import { webhookReceived } from '@postbus/contracts';
import type { Database, Queryable } from '@postbus/db';
import { inbox } from '@postbus/db/uploader';
import { type Bus, createConsumer, type HandlerContext } from '@postbus/events';
import type { Logger } from '@postbus/service-kit';
import { parseWebhookContent } from '@postbus/tiktok';
import { errors } from '../errors.ts';
import { factOfWebhook } from '../features/publications/platform-facts.ts';
import {
  lockByPublishId,
  lockUnanswered,
  type WorkItem,
  wasPublishTask,
} from '../features/publications/repository.ts';
import { saveTransition } from '../features/publications/save.ts';
import { applyFact } from '../features/publications/state.ts';
import { nextLook, outcomeOf, rowChange } from '../features/publishing/next-look.ts';

type WebhookEvent = ReturnType<typeof webhookReceived.parse>;

interface Options {
  db: Database;
  bus: Bus;
  logger: Logger;
  clock: () => number;
  statusPollMs: number;
  /** Told of every transition. It may be told of one that is rolled back and then made again. */
  onTransition(before: WorkItem, after: WorkItem): void;
  onDeadLetter: () => void;
}

/**
 * Takes in what TikTok says about publish tasks. It outranks whoever works on the publication just now: that worker
 * finds its lease gone. A task that nobody knows (yet) is tried again and ends as a dead letter; it may be another app's.
 */
export function onTikTokWebhook({ statusPollMs, clock, onTransition, ...options }: Options) {
  async function settle({ data }: WebhookEvent, { tx, logger }: HandlerContext): Promise<void> {
    const told = factOfWebhook(parseWebhookContent(data.event, data.content), data.createTime);
    if (!told) return;
    const item =
      (await lockByPublishId(tx, told.publishId)) ??
      (await adopt(tx, { publishId: told.publishId, creator: data.userOpenId }));
    if (!item) {
      if (!(await wasPublishTask(tx, told.publishId))) throw errors.publishTaskUnknown();
      logger().info({ publishId: told.publishId }, 'a webhook about a publish task that was given up');
      return;
    }
    const change = applyFact(item.publication, told.fact);
    if (!change) return;
    const after = await saveTransition(tx, {
      item,
      change: { ...rowChange(item, change, clock()), publishId: told.publishId },
      attempt: { step: 'webhook', outcome: outcomeOf(change), code: data.event },
      next: nextLook(item, change, statusPollMs),
    });
    onTransition(item, after);
  }

  return createConsumer({
    ...options,
    inbox,
    service: 'uploader',
    name: 'webhooks',
    stream: 'WEBHOOKS',
    filterSubject: 'webhook.tiktok.post.publish.>',
    parse: webhookReceived.parse,
    // So many may go together in one transaction when there are many.
    concurrency: 20,
    handle: settle,
    async handleTogether(deliveries, tx) {
      const byTask = Map.groupBy(deliveries, ({ event }) => publishIdOf(event));
      const settleTask = async (ofTask: typeof deliveries) => {
        for (const { event, ...context } of ofTask) await settle(event, { ...context, tx });
      };
      // All have to have ended before the transaction does.
      const outcomes = await Promise.allSettled([...byTask.values()].map(settleTask));
      for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
    },
  });
}

const publishIdOf = ({ data }: WebhookEvent): string | undefined =>
  factOfWebhook(parseWebhookContent(data.event, data.content), data.createTime)?.publishId;

/** A task that nobody knows is that of the creator's publication whose answer was lost, if there is just one. */
async function adopt(
  tx: Queryable,
  { publishId, creator }: { publishId: string; creator: string | null },
): Promise<WorkItem | null> {
  if (creator === null || (await wasPublishTask(tx, publishId))) return null;
  return lockUnanswered(tx, creator);
}
