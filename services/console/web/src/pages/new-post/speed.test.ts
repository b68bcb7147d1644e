import { describe, expect, test } from 'vitest';
import { createSpeedometer, noSpeed } from './speed.ts';

describe('the speed of an upload', () => {
  test('is told after a moment, with the time that is left', () => {
    const speedometer = createSpeedometer();
    expect(speedometer.add({ atMs: 0, bytes: 0 }, 1000)).toEqual(noSpeed);
    expect(speedometer.add({ atMs: 500, bytes: 100 }, 1000)).toEqual({
      bytesPerSecond: 200,
      secondsLeft: 4.5,
    });
  });

  test('is that of the last seconds, not of the whole', () => {
    const speedometer = createSpeedometer();
    speedometer.add({ atMs: 0, bytes: 0 }, 10_000);
    speedometer.add({ atMs: 10_000, bytes: 1000 }, 10_000);
    expect(speedometer.add({ atMs: 11_000, bytes: 4000 }, 10_000)).toMatchObject({ bytesPerSecond: 3000 });
  });

  test('is not told while nothing moves, nor across an interruption', () => {
    const speedometer = createSpeedometer();
    speedometer.add({ atMs: 0, bytes: 500 }, 1000);
    expect(speedometer.add({ atMs: 1000, bytes: 500 }, 1000)).toEqual(noSpeed);
    speedometer.reset();
    expect(speedometer.add({ atMs: 2000, bytes: 900 }, 1000)).toEqual(noSpeed);
  });
});
