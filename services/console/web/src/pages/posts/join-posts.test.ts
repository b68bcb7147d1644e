import { describe, expect, test } from 'vitest';
import type { ListedPost, PostPage } from '../../api/posts.ts';
import { joinPosts } from './join-posts.ts';

const post = (id: string, status = 'published') => ({ id, status }) as ListedPost;
const posts = (...ids: string[]) => ids.map((id) => post(id));
const page = (items: ListedPost[], nextCursor: string | null = 'more'): PostPage => ({ items, nextCursor });
const idsOf = ({ posts }: { posts: ListedPost[] }) => posts.map(({ id }) => id).join('');

describe('the posts of the list', () => {
  test('are what was read, until the first ones were asked for again', () => {
    expect(joinPosts(undefined, posts('c', 'b', 'a'))).toMatchObject({ posts: posts('c', 'b', 'a') });
  });

  test('begin with the first ones as they are now: new ones, changed ones, and without those that are gone', () => {
    const first = page([post('e'), post('d', 'failed'), post('b')]);
    const joined = joinPosts(first, posts('d', 'c', 'b', 'a'));
    expect(idsOf(joined)).toBe('edba');
    expect(joined.posts[1]?.status).toBe('failed');
    expect(joined.hasGap).toBe(false);
  });

  test('has each once, also one that has moved to the top', () => {
    const joined = joinPosts(page(posts('a', 'd', 'c')), posts('d', 'c', 'b', 'a'));
    expect(idsOf(joined)).toBe('adcb');
    expect(joined.hasGap).toBe(false);
  });

  test('are the first ones alone when there are no others', () => {
    expect(idsOf(joinPosts(page(posts('b'), null), posts('b', 'a')))).toBe('b');
    expect(idsOf(joinPosts(page([], null), posts('b', 'a')))).toBe('');
  });

  test('have a gap when the first ones no longer touch the others', () => {
    expect(joinPosts(page(posts('z', 'y')), posts('c', 'b'))).toMatchObject({ hasGap: true });
  });
});
