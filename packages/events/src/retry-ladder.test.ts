import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultRetryDelaysMs, nextStep } from './retry-ladder.ts';

const delays = fc.array(fc.integer({ min: 0, max: 3_600_000 }), { maxLength: 10 });
const attempts = fc.integer({ min: 1, max: 1_000 });

describe('the retry ladder', () => {
  test('is 1 s, 5 s, 30 s, 2 min, 10 min, then the end', () => {
    const steps = [1, 2, 3, 4, 5, 6].map((attempt) => nextStep(attempt, new Error(), defaultRetryDelaysMs));
    const pauses = steps.map((step) => (step.kind === 'retry' ? step.delayMs / 1000 : step.kind));
    expect(pauses).toEqual([1, 5, 30, 120, 600, 'dead']);
  });

  test('climbs each rung once, whatever the rungs, and always ends', () => {
    fc.assert(
      fc.property(delays, (rungs) => {
        const climbed: number[] = [];
        for (let attempt = 1; ; attempt++) {
          const step = nextStep(attempt, new Error(), rungs);
          if (step.kind === 'dead') break;
          climbed.push(step.delayMs);
        }
        expect(climbed).toEqual(rungs);
      }),
    );
  });

  test('never begins anew: beyond the last rung every failure is the end', () => {
    fc.assert(
      fc.property(delays, attempts, (rungs, beyond) => {
        expect(nextStep(rungs.length + beyond, new Error(), rungs)).toEqual({ kind: 'dead' });
      }),
    );
  });

  test('ends at once for an error that says retry never, and for no other', () => {
    fc.assert(
      fc.property(attempts, fc.anything(), (attempt, error) => {
        const endless = Array.from({ length: 1_000 }, () => 1);
        const retry =
          typeof error === 'object' && error !== null && 'retry' in error ? error.retry : undefined;
        expect(nextStep(attempt, error, endless).kind).toBe(retry === 'never' ? 'dead' : 'retry');
        expect(nextStep(attempt, { retry: 'never' }, endless)).toEqual({ kind: 'dead' });
      }),
    );
  });
});
