import { expect, test } from 'vitest';
import { newApp } from '../state/app.ts';
import type { AppPost } from '../state/app-post.ts';
import { createStore } from '../state/store.ts';
import { createProfiles } from './profiles.ts';

/** How many posts anybody has looked into. */
let looks = 0;

const appPost = (username: string, createdAt: number): AppPost => ({
  username,
  content: { media: 'video', title: '', description: '', isAigc: false, durationSec: 1, width: 1, height: 1 },
  post: {
    postId: `${username} ${createdAt}`,
    createdAt,
    privacyLevel: 'PUBLIC_TO_EVERYONE',
    get moderation() {
      looks += 1;
      return 'passed' as const;
    },
    moderationDueAt: null,
    publicAt: createdAt,
    removedAt: null,
  },
});

function profilesOf(posts: AppPost[]) {
  const store = createStore({ app: newApp({ clientKey: 'aw', clientSecret: 's' }), settings: {} });
  for (const one of posts) store.appPosts.set(one.post.postId, one);
  return { store, profiles: createProfiles(store) };
}

test('a page of thousands of posts looks into no more posts than it gives', () => {
  const posts = Array.from({ length: 20_000 }, (_, at) => appPost(at % 2 ? 'demobaker' : 'demochef', at));
  const { profiles } = profilesOf(posts);
  looks = 0;
  const page = profiles.publicPosts('demobaker', { before: 9000, atMost: 21 });
  expect(page.map(({ post }) => post.createdAt)).toEqual(
    Array.from({ length: 21 }, (_, at) => 8999 - 2 * at),
  );
  expect(looks).toBe(21);
});

test('posts are in the order of time, whatever order they came in, also after everything was read anew', () => {
  const { store, profiles } = profilesOf([5, 1, 9].map((at) => appPost('demobaker', at)));
  const times = () => profiles.publicPosts('demobaker').map(({ post }) => post.createdAt);
  const late = appPost('demobaker', 3);
  store.appPosts.set(late.post.postId, late);
  profiles.addOfApp(late);
  expect(times()).toEqual([9, 5, 3, 1]);
  profiles.rebuild();
  expect(times()).toEqual([9, 5, 3, 1]);
  expect(profiles.find(late.post.postId)).toMatchObject({ username: 'demobaker', publishId: null });
});

test('a creator gets a millisecond of his own for every post', () => {
  const { profiles } = profilesOf([5, 6, 8].map((at) => appPost('demobaker', at)));
  const free = [4, 5, 6, 7, 8].map((wanted) => profiles.freeTime('demobaker', wanted));
  expect(free).toEqual([4, 7, 7, 7, 9]);
  expect(profiles.freeTime('demochef', 5)).toBe(5);
});
