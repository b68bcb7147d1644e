import { createLongId } from '../identifiers.ts';
import { mediaPath, type Sandbox } from '../sandbox.ts';
import type { Creator } from '../state/creator.ts';
import type { PlannedOutcome, PublishedPost, PublishTask } from '../state/publish-task.ts';
import { directPostsToday } from '../state/usage.ts';
import {
  inboxDelivered,
  noLongerPublic,
  publiclyAvailable,
  publishComplete,
  publishFailed,
} from '../webhooks/events.ts';
import { hashFile } from './hash-file.ts';
import { checkMedia } from './media-check.ts';
import { checkPhotos } from './photo-check.ts';

/** The way of a publish task after its bytes are there (reference 6.4). */
export interface Processing {
  /** Gives up an upload when its URL dies. */
  watchUpload(task: PublishTask): void;
  /** All bytes are there: processing begins. */
  received(task: PublishTask): void;
  fail(task: PublishTask, reason: string): void;
  /** The creator posts the draft from the inbox; each call is one post. */
  postDraft(task: PublishTask, privacyLevel: string): PublishedPost;
  /** Ends the moderation of a post. */
  moderate(task: PublishTask, post: PublishedPost, outcome: 'passed' | 'refused'): void;
  /** The post is removed or made private. */
  remove(task: PublishTask, post: PublishedPost): void;
  /** Sets every timer anew, after a restart. */
  resume(): void;
}

const isRunning = (task: PublishTask) => task.status.startsWith('PROCESSING');

export function createProcessing(
  sandbox: Pick<Sandbox, 'store' | 'clock' | 'log' | 'webhooks' | 'profiles' | 'dataDir'>,
): Processing {
  const { store, clock, log, webhooks, profiles } = sandbox;

  /** Whether the task still exists: a reset may have come in between. */
  const isKnown = (task: PublishTask) => store.tasks.get(task.publishId) === task;

  function fail(task: PublishTask, reason: string): void {
    if (!isKnown(task) || !isRunning(task)) return;
    task.status = 'FAILED';
    task.failReason = reason;
    webhooks.emit(publishFailed(task, reason));
  }

  function scheduleSettling(task: PublishTask): void {
    const dueAt = (task.receivedAt ?? clock.now()) + store.settings.processingMs;
    clock.at(dueAt, () => {
      settle(task).catch((error: unknown) => {
        log.error({ err: error, publishId: task.publishId }, 'processing failed');
        fail(task, 'internal');
      });
    });
  }

  async function settle(task: PublishTask): Promise<void> {
    const creator = store.creators.get(task.username);
    const flaw = store.settings.checkMedia ? await findFlaw(task, creator) : null;
    if (task.media === 'video') task.sha256 ??= await hashFile(mediaPath(sandbox, task.publishId));
    if (!isKnown(task) || !isRunning(task)) return;
    const planned = takeOutcome(task.username);
    const reason = planned?.failReason ?? flaw;
    if (reason) return fail(task, reason);
    if (!creator || creator.banned) return fail(task, 'spam_risk_user_banned_from_posting');
    if (task.mode === 'inbox') return deliverToInbox(task);
    if (directPostsToday(store, task.username, clock.now()) >= creator.dailyPostCap) {
      return fail(task, 'spam_risk_too_many_posts');
    }
    publish(task, task.postInfo?.privacyLevel ?? 'SELF_ONLY', planned?.moderation ?? 'passed');
  }

  async function findFlaw(task: PublishTask, creator: Creator | undefined): Promise<string | null> {
    if (task.media === 'photo') return checkPhotos(task.photos);
    const path = mediaPath(sandbox, task.publishId);
    const { flaw, shape } = await checkMedia(path, creator?.maxVideoPostDurationSec ?? 600);
    task.shape = shape;
    return flaw;
  }

  function takeOutcome(username: string): PlannedOutcome | undefined {
    const planned = store.outcomes.find((one) => one.username === null || one.username === username);
    if (planned) planned.times -= 1;
    store.outcomes = store.outcomes.filter(({ times }) => times > 0);
    return planned;
  }

  function deliverToInbox(task: PublishTask): void {
    task.status = 'SEND_TO_USER_INBOX';
    task.deliveredAt = clock.now();
    webhooks.emit(inboxDelivered(task));
  }

  function publish(task: PublishTask, privacyLevel: string, moderation: PlannedOutcome['moderation']) {
    const now = clock.now();
    const isPublic = privacyLevel === 'PUBLIC_TO_EVERYONE';
    const waiting = moderation === 'passed' ? 'pending' : moderation;
    const post: PublishedPost = {
      postId: createLongId(now),
      createdAt: profiles.freeTime(task.username, now),
      privacyLevel,
      moderation: isPublic ? waiting : 'none',
      moderationDueAt: isPublic && waiting === 'pending' ? now + store.settings.moderationMs : null,
      publicAt: null,
      removedAt: null,
    };
    task.status = 'PUBLISH_COMPLETE';
    task.publishedAt ??= now;
    task.posts.push(post);
    profiles.addOfTask(task, post);
    webhooks.emit(publishComplete(task));
    scheduleModeration(task, post);
    return post;
  }

  function scheduleModeration(task: PublishTask, post: PublishedPost): void {
    if (post.moderationDueAt !== null) clock.at(post.moderationDueAt, () => moderate(task, post, 'passed'));
  }

  function moderate(task: PublishTask, post: PublishedPost, outcome: 'passed' | 'refused'): void {
    if (!isKnown(task) || (post.moderation !== 'pending' && post.moderation !== 'held')) return;
    post.moderation = outcome;
    post.moderationDueAt = null;
    if (outcome === 'passed') post.publicAt = clock.now();
    if (outcome === 'passed' && !post.removedAt) webhooks.emit(publiclyAvailable(task, post.postId));
  }

  function watchUpload(task: PublishTask): void {
    if (!task.upload) return;
    clock.at(task.upload.expiresAt, () => {
      const abandoned = isKnown(task) && task.receivedAt === null;
      if (abandoned && store.settings.expiredUpload === 'failed') fail(task, 'internal');
    });
  }

  return {
    watchUpload,
    received(task) {
      task.receivedAt = clock.now();
      scheduleSettling(task);
    },
    fail,
    postDraft: (task, privacyLevel) => publish(task, privacyLevel, 'passed'),
    moderate,
    remove(task, post) {
      if (post.removedAt !== null) return;
      post.removedAt = clock.now();
      if (post.moderation === 'passed') webhooks.emit(noLongerPublic(task, post.postId));
    },
    resume() {
      for (const task of store.tasks.values()) {
        for (const post of task.posts) scheduleModeration(task, post);
        if (!isRunning(task)) continue;
        if (task.receivedAt === null) watchUpload(task);
        else scheduleSettling(task);
      }
    },
  };
}
