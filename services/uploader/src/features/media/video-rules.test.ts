import { expect, test } from 'vitest';
import type { Media } from './repository.ts';
import { videoProblems } from './video-rules.ts';

const fine = {
  ...{ id: 'm', container: 'mp4', codec: 'avc', width: 1080, height: 1920 },
  ...{ framesPerSecond: 30, durationMs: 15_000 },
} as Media;

const problemsOf = (facts: Partial<Media>) =>
  videoProblems({ ...fine, ...facts }).map(({ code, details }) => ({ code, details }));

test.each<Partial<Media>>([
  {},
  { container: 'quicktime', codec: 'hevc' },
  { container: 'webm', codec: 'vp9' },
  { framesPerSecond: 23.976 },
  { framesPerSecond: 60.02 },
  { width: 360, height: 4096 },
  { durationMs: 600_000 },
])('a video with %o is taken', (facts) => {
  expect(problemsOf(facts)).toEqual([]);
});

test.each<[Partial<Media>, string, unknown]>([
  [{ container: 'other' }, 'container', 'other'],
  [{ codec: 'av1' }, 'codec', 'av1'],
  [{ codec: null }, 'codec', null],
  [{ framesPerSecond: 15 }, 'framesPerSecond', 15],
  [{ framesPerSecond: 120 }, 'framesPerSecond', 120],
  [{ width: 359 }, 'width', 359],
  [{ height: 4097 }, 'height', 4097],
  [{ durationMs: 600_001 }, 'durationMs', 600_001],
])('%o is refused with the property %s and its value', (facts, property, value) => {
  const [problem, ...others] = problemsOf(facts);
  expect(others).toEqual([]);
  expect(problem).toMatchObject({
    code: 'video_unsupported',
    details: { mediaId: 'm', property, value, limit: expect.anything() },
  });
});

test('everything that is wrong is told at once', () => {
  const facts: Partial<Media> = { container: 'other', framesPerSecond: 10, width: 10, height: 10 };
  expect(problemsOf(facts)).toHaveLength(4);
});
