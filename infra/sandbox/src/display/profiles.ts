import type { AppPost, PostContent } from '../state/app-post.ts';
import { isPublic, type PublishedPost, type PublishTask } from '../state/publish-task.ts';
import type { Store } from '../state/store.ts';

/** A post on a profile, made by an API or in TikTok's app. */
export interface ProfilePost extends AppPost {
  /** Null when it was made in the app. */
  publishId: string | null;
}

/** Who posted what: found by creator and time without looking at everybody's posts. */
export interface Profiles {
  /** The first millisecond from `wanted` on at which the creator has no post, so that a cursor can tell posts apart. */
  freeTime(username: string, wanted: number): number;
  /** Takes in a post of a task that is already in the store. */
  addOfTask(task: PublishTask, post: PublishedPost): void;
  /** Takes in a post made in the app that is already in the store. */
  addOfApp(post: AppPost): void;
  find(postId: string): ProfilePost | undefined;
  /** The public posts of a creator, the newest first: older than a time in milliseconds, and so many at most. */
  publicPosts(username: string, limits?: { before?: number | undefined; atMost?: number }): ProfilePost[];
  /** Reads everything from the store anew. */
  rebuild(): void;
}

export function createProfiles(store: Store): Profiles {
  /** Each in the order of time, the oldest first. */
  const byCreator = new Map<string, ProfilePost[]>();
  const byId = new Map<string, ProfilePost>();

  function add(entry: ProfilePost): void {
    const posts = byCreator.get(entry.username) ?? [];
    byCreator.set(entry.username, posts);
    posts.splice(placeOf(posts, entry.post.createdAt), 0, entry);
    byId.set(entry.post.postId, entry);
  }

  const addOfTask = (task: PublishTask, post: PublishedPost) =>
    add({ publishId: task.publishId, username: task.username, content: contentOf(task), post });
  const addOfApp = (appPost: AppPost) => add({ publishId: null, ...appPost });

  function rebuild(): void {
    byCreator.clear();
    byId.clear();
    for (const task of store.tasks.values()) for (const post of task.posts) addOfTask(task, post);
    for (const appPost of store.appPosts.values()) addOfApp(appPost);
  }
  rebuild();

  return {
    freeTime(username, wanted) {
      const posts = byCreator.get(username) ?? [];
      let free = wanted;
      for (let at = placeOf(posts, wanted); posts[at]?.post.createdAt === free; at += 1) free += 1;
      return free;
    },
    addOfTask,
    addOfApp,
    find: (postId) => byId.get(postId),
    publicPosts(username, { before = Number.POSITIVE_INFINITY, atMost = Number.POSITIVE_INFINITY } = {}) {
      const posts = byCreator.get(username) ?? [];
      const found: ProfilePost[] = [];
      for (let at = placeOf(posts, before) - 1; at >= 0 && found.length < atMost; at -= 1) {
        const entry = posts[at];
        if (entry && isPublic(entry.post)) found.push(entry);
      }
      return found;
    },
    rebuild,
  };
}

/** How many of the posts, which are in the order of time, are older than a time. */
function placeOf(posts: ProfilePost[], time: number): number {
  let [low, high] = [0, posts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((posts[middle]?.post.createdAt ?? 0) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A photo post is as large as its cover and lasts no time. */
function contentOf(task: PublishTask): PostContent {
  const { postInfo, media } = task;
  const cover = task.photos[postInfo?.photoCoverIndex ?? 0];
  const photo = { durationSec: 0, width: cover?.width ?? 0, height: cover?.height ?? 0 };
  return {
    media,
    title: postInfo?.title ?? '',
    description: postInfo?.description ?? '',
    isAigc: postInfo?.isAigc ?? false,
    ...(media === 'video' ? (task.shape ?? { durationSec: 0, width: 0, height: 0 }) : photo),
  };
}
