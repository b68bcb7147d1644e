import { expect, test } from 'vitest';
import { describeMatches } from './describe-matches.ts';

test.each([
  [{ count: 0, isAll: true }, 'No webhook'],
  [{ count: 1, isAll: true }, 'One webhook'],
  [{ count: 12, isAll: true }, '12 webhooks will'],
  [{ count: 198, isAll: false }, '198 webhooks or more'],
])('%j is told as %s, so that nobody replays more than they think', (matches, words) => {
  expect(describeMatches(matches)).toContain(words);
});
