import { validate, version } from 'uuid';
import { expect, test } from 'vitest';
import { momentOfId, newId } from './new-id.ts';

test('ids are of version 7, tell their moment, and no two are equal', () => {
  const at = new Date('2026-11-21T10:00:00.123Z');
  const ids = Array.from({ length: 10_000 }, () => newId(at));
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) {
    expect(validate(id) && version(id)).toBe(7);
    expect(momentOfId(id)).toEqual(at);
  }
});

test('ids of later moments sort later', () => {
  const times = [1, 1000, 1_700_000_000_000, 1_700_000_000_001];
  const ids = times.map((time) => newId(new Date(time)));
  expect(ids.toSorted()).toEqual(ids);
});
