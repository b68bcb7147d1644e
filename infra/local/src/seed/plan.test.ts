import { describe, expect, test } from 'vitest';
import { seedCreators } from './creators.ts';
import { fullSize, planSeed, stepsOf } from './plan.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const now = Date.parse('2026-03-18T10:20:30Z');
const plan = planSeed(seedCreators, fullSize, now);

const countBy = (name: 'way' | 'username' | 'kind') =>
  Object.fromEntries([...Map.groupBy(plan.posts, (post) => post[name])].map(([key, of]) => [key, of.length]));

describe('the plan of the seed', () => {
  test('has 60 posts of three creators: published, refused, in the inbox, scheduled, and drafts', () => {
    expect(countBy('way')).toEqual({ published: 41, refused: 1, inbox: 3, scheduled: 9, draft: 6 });
    expect(Object.values(countBy('username'))).toEqual([20, 20, 20]);
    expect(countBy('kind').photo).toBeGreaterThan(20);
  });

  test('has captions that are all different, with hashtags that several posts share', () => {
    expect(new Set(plan.posts.map(({ caption }) => caption)).size).toBe(60);
    const tags = plan.posts.flatMap(({ caption }) => caption.match(/#\w+/g) ?? []);
    expect(new Set(tags).size).toBeGreaterThan(15);
    expect(tags.length).toBeGreaterThan(2 * new Set(tags).size);
  });

  test('keeps to what TikTok allows a creator: 15 direct posts in a real day, and nobody twice within a day', () => {
    for (const { username } of seedCreators) {
      const direct = plan.posts.filter((post) => post.username === username && /ed$/.test(post.way));
      expect(direct.filter(({ way }) => way !== 'scheduled').length).toBeLessThanOrEqual(15);
      const times = direct.map(({ at }) => at).sort((one, other) => one - other);
      for (const [index, at] of times.slice(1).entries()) {
        expect(at - (times[index] ?? 0)).toBeGreaterThan(dayMs / 2);
      }
    }
  });

  test('goes through 30 days in order and never waits 6 hours for the figures', () => {
    const steps = stepsOf(plan);
    expect(steps.map(({ at }) => at)).toEqual(
      steps.map(({ at }) => at).toSorted((one, other) => one - other),
    );
    expect(now - (steps[0]?.at ?? now)).toBeGreaterThan(29.9 * dayMs);
    expect(steps.at(-1)?.at).toBeLessThan(now);
    expect(steps.reduce((sum, { posts }) => sum + posts.length, 0)).toBe(45);
    for (const [index, at] of plan.looks.slice(1).entries()) {
      expect(at - (plan.looks[index] ?? 0)).toBeLessThanOrEqual(6 * hourMs);
    }
  });

  test('schedules for later than tomorrow', () => {
    const scheduled = plan.posts.filter(({ way }) => way === 'scheduled');
    expect(Math.min(...scheduled.map(({ at }) => at))).toBeGreaterThan(now + dayMs);
  });
});
