import type { Sandbox } from '../sandbox.ts';
import type { Figures } from '../state/app-post.ts';
import { isPublic, type PublishedPost } from '../state/publish-task.ts';
import { figuresAt } from './figures.ts';

type Parts = Pick<Sandbox, 'store' | 'clock' | 'profiles'>;

/** One new follower comes with so many views. */
const viewsPerFollower = 400;

/** The figures of a post now: what a test has pinned, else its curve since it became public. */
export function currentFigures({ store, clock }: Parts, post: PublishedPost): Figures {
  const now = clock.now();
  const ageMs = isPublic(post) ? now - (post.publicAt ?? now) : 0;
  return { ...figuresAt(post.postId, ageMs), ...store.pinnedFigures.get(post.postId) };
}

/** What a creator's public posts add up to. */
export function totalsOf(sandbox: Parts, username: string) {
  const totals = { posts: 0, likes: 0, newFollowers: 0 };
  let views = 0;
  for (const { post } of sandbox.profiles.publicPosts(username)) {
    const { viewCount, likeCount } = currentFigures(sandbox, post);
    totals.posts += 1;
    totals.likes += likeCount;
    views += viewCount;
  }
  totals.newFollowers = Math.floor(views / viewsPerFollower);
  return totals;
}
