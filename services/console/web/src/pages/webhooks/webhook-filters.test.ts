import { expect, test } from 'vitest';
import { clockOf, momentLabel, momentOf, readFilters } from './webhook-filters.ts';

test('what an address holds is shown, and what cannot be a filter is left out', () => {
  const query = new URLSearchParams(
    'event=a&account=o&status=failing&from=2026-11-21T10:00:00.000Z&to=soon&x=1',
  );
  expect(readFilters(query)).toEqual({
    event: 'a',
    userOpenId: 'o',
    status: 'failing',
    from: '2026-11-21T10:00:00.000Z',
  });
  expect(readFilters(new URLSearchParams('status=lost'))).toEqual({});
});

test('a moment is the same after it was shown on the clock and read from it', () => {
  const moment = '2026-11-21T10:05:00.000Z';
  expect(momentOf(clockOf(moment))).toBe(moment);
  expect(momentOf(clockOf(undefined))).toBeNull();
});

test('the name of a field holds what is written in it, for those who speak to their computer', () => {
  expect(momentLabel('Received from', undefined)).toBe('Received from');
  expect(momentLabel('Received from', '2026-11-21T10:05:00')).toBe('Received from 21 Nov 2026, 10:05');
});
