import type { PublishTask } from './publish-task.ts';
import type { Store } from './store.ts';

const dayMs = 24 * 3600 * 1000;

function* tasksOf(store: Store, username: string): Generator<PublishTask> {
  for (const task of store.tasks.values()) if (task.username === username) yield task;
}

const count = (items: Iterable<PublishTask>, counts: (task: PublishTask) => boolean) => {
  let total = 0;
  for (const item of items) if (counts(item)) total += 1;
  return total;
};

/** Direct posts that a creator published in the last 24 hours, by all apps. */
export const directPostsToday = (store: Store, username: string, now: number) =>
  count(
    tasksOf(store, username),
    (task) => task.mode === 'direct' && task.publishedAt !== null && task.publishedAt > now - dayMs,
  );

/** Inbox drafts of the last 24 hours that the creator has not handled; with `strict`, handled ones too. */
export const pendingShares = (
  store: Store,
  username: string,
  { now, strict }: { now: number; strict: boolean },
) =>
  count(tasksOf(store, username), (task) => {
    if (task.mode !== 'inbox' || task.receivedAt === null || task.status === 'FAILED') return false;
    if (!strict && task.status === 'PUBLISH_COMPLETE') return false;
    return (task.deliveredAt ?? now) > now - dayMs;
  });

/** Creators for whom an app began a direct post in the last 24 hours. */
export function activeUsers(store: Store, clientKey: string, now: number): Set<string> {
  const users = new Set<string>();
  for (const task of store.tasks.values()) {
    const counts = task.clientKey === clientKey && task.mode === 'direct' && task.status !== 'FAILED';
    if (counts && task.createdAt > now - dayMs) users.add(task.username);
  }
  return users;
}
