import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { afterFailure, afterSuccess } from './refresh-schedule.ts';

const now = new Date('2026-11-21T10:00:00Z');
const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const waitOf = ({ refreshDueAt }: { refreshDueAt: Date | null }) =>
  (refreshDueAt?.getTime() ?? 0) - now.getTime();

describe('the schedule of refreshes', () => {
  test('a token of 24 hours is due after 18 to 20.4 hours', () => {
    fc.assert(
      fc.property(share, (random) => {
        const hours = waitOf(afterSuccess(now, 86_400, () => random)) / 3_600_000;
        expect(hours).toBeGreaterThanOrEqual(17.99);
        expect(hours).toBeLessThanOrEqual(20.41);
      }),
    );
  });

  test('a failed refresh is tried again within 15 seconds to 30 minutes, ever later', () => {
    fc.assert(
      fc.property(share, fc.nat({ max: 1000 }), (random, refreshFailures) => {
        const failure = { now, code: 'platform_unavailable', retryAfterSeconds: undefined };
        const wait = waitOf(afterFailure({ refreshFailures }, failure, () => random));
        expect(wait).toBeGreaterThanOrEqual(15_000);
        expect(wait).toBeLessThanOrEqual(30 * 60_000);
        const next = afterFailure({ refreshFailures: refreshFailures + 1 }, failure, () => random);
        expect(waitOf(next)).toBeGreaterThanOrEqual(wait);
      }),
    );
  });

  test('not before the platform wants it', () => {
    const failure = { now, code: 'platform_unavailable', retryAfterSeconds: 3600 };
    expect(waitOf(afterFailure({ refreshFailures: 0 }, failure, () => 0))).toBe(3_600_000);
  });

  test('a good refresh forgets what went wrong before', () => {
    expect(afterSuccess(now, 86_400)).toMatchObject({ refreshFailures: 0, lastErrorCode: null });
  });
});
