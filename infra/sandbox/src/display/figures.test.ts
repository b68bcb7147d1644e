import fc from 'fast-check';
import { expect, test } from 'vitest';
import { figuresAt } from './figures.ts';

const hourMs = 3_600_000;
const postId = fc.bigInt({ min: 10n ** 18n, max: 10n ** 19n - 1n }).map(String);
const ageMs = fc.integer({ min: 0, max: 10 * 365 * 24 * hourMs });

test('figures follow from the post id and its age alone, on every machine', () => {
  const figures = { viewCount: 177, likeCount: 15, commentCount: 1, shareCount: 1 };
  expect(figuresAt('7600000000000000101', 24 * hourMs)).toEqual(figures);
  expect(figuresAt('7600000000000000103', 24 * hourMs).viewCount).toBe(33_855);
});

test('no figure ever falls', () => {
  fc.assert(
    fc.property(postId, ageMs, ageMs, (id, one, other) => {
      const [before, after] = [figuresAt(id, Math.min(one, other)), figuresAt(id, Math.max(one, other))];
      expect(after.viewCount).toBeGreaterThanOrEqual(before.viewCount);
      expect(after.likeCount).toBeGreaterThanOrEqual(before.likeCount);
      expect(after.commentCount).toBeGreaterThanOrEqual(before.commentCount);
      expect(after.shareCount).toBeGreaterThanOrEqual(before.shareCount);
    }),
  );
});

test('figures are whole numbers of 32 bits, nothing at first, and nobody likes what he has not seen', () => {
  fc.assert(
    fc.property(postId, ageMs, (id, age) => {
      const { viewCount, likeCount, commentCount, shareCount } = figuresAt(id, age);
      for (const count of [viewCount, likeCount, commentCount, shareCount]) {
        expect(Number.isSafeInteger(count) && count >= 0 && count < 2 ** 31).toBe(true);
      }
      expect(likeCount + commentCount + shareCount).toBeLessThanOrEqual(viewCount);
      expect(figuresAt(id, 0).viewCount).toBe(0);
      expect(figuresAt(id, -age).viewCount).toBe(0);
    }),
  );
});

test('views come fast at first and then slowly: of two equal spans the earlier has more', () => {
  const span = fc.integer({ min: 1, max: 30 * 24 * hourMs });
  fc.assert(
    fc.property(postId, ageMs, span, (id, age, length) => {
      const views = [age, age + length, age + 2 * length].map((at) => figuresAt(id, at).viewCount);
      const [first = 0, second = 0, third = 0] = views;
      // Each count is rounded down.
      expect(third - second).toBeLessThanOrEqual(second - first + 2);
    }),
  );
});

test('every post has been seen after an hour, and goes on being seen after years', () => {
  fc.assert(
    fc.property(postId, (id) => {
      expect(figuresAt(id, hourMs).viewCount).toBeGreaterThan(0);
      const years = [2, 10].map((count) => figuresAt(id, count * 365 * 24 * hourMs).viewCount);
      expect(years[1]).toBeGreaterThan(years[0] ?? 0);
    }),
  );
});
