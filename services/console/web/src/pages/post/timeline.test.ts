import { describe, expect, test } from 'vitest';
import { timelineOf } from './timeline.ts';

const attempt = {
  step: 'init',
  startedAt: '2026-01-01T00:00:02.000Z',
  endedAt: '2026-01-01T00:00:02.250Z',
  outcome: 'retry',
  code: 'rate_limit_exceeded',
  message: 'too many requests',
  logId: 'l',
};

describe('the timeline of a publication', () => {
  test('has states and tries in the order in which they began, a state before its tries', () => {
    const entries = timelineOf({
      history: [
        { status: 'queued', at: '2026-01-01T00:00:01.000Z' },
        { status: 'initialising', at: '2026-01-01T00:00:02.000Z' },
        { status: 'failed', at: '2026-01-01T00:00:03.000Z' },
      ],
      attempts: [attempt],
    });
    expect(entries.map((entry) => (entry.isState ? entry.status : entry.title))).toEqual([
      'queued',
      'initialising',
      'Asked TikTok to take it: tried again',
      'failed',
    ]);
  });

  test("tells TikTok's code and log id, and how long it took", () => {
    const [entry] = timelineOf({ history: [], attempts: [attempt] });
    expect(entry).toMatchObject({
      code: 'rate_limit_exceeded',
      logId: 'l',
      durationMs: 250,
      hasFailed: true,
    });
  });
});
