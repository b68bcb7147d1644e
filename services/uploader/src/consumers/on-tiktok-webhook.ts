import { webhookReceived } from '@postbus/contracts';
import type { Database, Queryable } from '@postbus/db';
import { inbox } from '@postbus/db/uploader';
import { type Bus, createConsumer, type Delivered } from '@postbus/events';
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
import { saveTransitions, type Transition } from '../features/publications/save.ts';
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

/** What a webhook says about a publish task. */
type Told = NonNullable<ReturnType<typeof factOfWebhook>> & { delivery: Delivered<WebhookEvent> };

/**
 * Takes in what TikTok says about publish tasks. It outranks whoever works on the publication just now: that worker
 * finds its lease gone. A task that nobody knows (yet) is tried again and ends as a dead letter; it may be another app's.
 */
export function onTikTokWebhook({ statusPollMs, clock, onTransition, ...options }: Options) {
  /** Takes in what is said of several tasks, each another one. */
  async function settle(tx: Queryable, told: Told[]): Promise<void> {
    const items = await lockByPublishId(
      tx,
      told.map(({ publishId }) => publishId),
    );
    await save(
      tx,
      told.flatMap((one) => transitionOf(one, items.get(one.publishId))),
    );
    // One after the other: which publication the second belongs to depends on the first.
    for (const one of told) {
      if (!items.has(one.publishId)) await save(tx, transitionOf(one, await findOther(tx, one)));
    }
  }

  /** None if there is no publication to change, or if it is told nothing new. */
  function transitionOf({ publishId, fact, delivery }: Told, item: WorkItem | undefined): Transition[] {
    const change = item && applyFact(item.publication, fact);
    if (!change) return [];
    return [
      {
        item,
        change: { ...rowChange(item, change, clock()), publishId },
        attempt: { step: 'webhook', outcome: outcomeOf(change), code: delivery.event.data.event },
        next: nextLook(item, change, statusPollMs),
      },
    ];
  }

  async function save(tx: Queryable, transitions: Transition[]): Promise<void> {
    const saved = await saveTransitions(tx, transitions);
    for (const [index, { item }] of transitions.entries()) onTransition(item, saved[index] ?? item);
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
    concurrency: 50,
    gatherMs: 2,
    handle: (event, { tx, ...context }) => settle(tx, whatIsTold([{ event, ...context }])),
    async handleTogether(deliveries, tx) {
      const byTask = [...Map.groupBy(whatIsTold(deliveries), ({ publishId }) => publishId).values()];
      for (let round = 0; byTask.some((told) => told.length > round); round += 1)
        await settle(
          tx,
          byTask.flatMap((told) => told[round] ?? []),
        );
    },
  });
}

const whatIsTold = (deliveries: Delivered<WebhookEvent>[]): Told[] =>
  deliveries.flatMap((delivery) => {
    const { event, content, createTime } = delivery.event.data;
    const told = factOfWebhook(parseWebhookContent(event, content), createTime);
    return told ? [{ ...told, delivery }] : [];
  });

/**
 * The publication of a task that none has now: a task that nobody ever heard of is that of the creator's publication whose
 * answer was lost, if there is just one. Undefined for a task that was given up.
 */
async function findOther(tx: Queryable, { publishId, delivery }: Told): Promise<WorkItem | undefined> {
  if (await wasPublishTask(tx, publishId)) {
    delivery.logger().info({ publishId }, 'a webhook about a publish task that was given up');
    return undefined;
  }
  const creator = delivery.event.data.userOpenId;
  const item = creator === null ? null : await lockUnanswered(tx, creator);
  if (!item) throw errors.publishTaskUnknown();
  return item;
}
