import { expect, test } from 'vitest';
import { formatGain, formatNumber, formatRate } from './format.ts';

test('what was gained has a sign, unless it is nothing', () => {
  expect([1234, 0, -5].map(formatGain)).toEqual(['+1.2K', '0', '-5']);
});

test('a rate that there is not is a dash and not 0', () => {
  expect([0.0421, 0, null].map(formatRate)).toEqual(['4.2%', '0%', '–']);
});

test('a number is written out without a fraction', () => {
  expect(formatNumber(12_345.6)).toBe('12,346');
});
