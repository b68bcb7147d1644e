import { expect, test } from 'vitest';
import { endpointState } from './endpoint-state.ts';

const well = {
  status: 'enabled' as const,
  disabledReason: null,
  disabledAt: null,
  failingSince: null,
  pausedUntil: null,
};
const at = '2026-11-21T10:00:00.000Z';
const now = Date.parse(at);

test('an endpoint that takes what it gets has nothing to tell', () => {
  expect(endpointState(well, now)).toEqual({ label: 'On', color: 'green', notice: null });
});

test.each([
  ['gone', '410'],
  ['failing', '27 h 35 min'],
] as const)('one that was switched off as %s says why, and how to go on', (disabledReason, why) => {
  const { notice } = endpointState({ ...well, status: 'disabled', disabledReason, disabledAt: at }, now);
  expect(notice?.title).toContain(why);
  expect(notice?.text).toContain('switch it on');
});

test('one that a person switched off is not told as a failure', () => {
  const state = endpointState(
    { ...well, status: 'disabled', disabledReason: 'by_hand', disabledAt: at },
    now,
  );
  expect(state.color).toBe('gray');
  expect(state.notice?.title).toContain('Somebody');
});

test('a pause counts until it is over, and a failure as long as it lasts', () => {
  const failing = { ...well, failingSince: at, pausedUntil: at };
  expect(endpointState(failing, now - 1).label).toBe('Asked for a pause');
  expect(endpointState(failing, now).label).toBe('Failing');
});
