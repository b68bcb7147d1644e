const windowMs = 4000;
/** Before this there is too little to tell. */
const leastMs = 400;

export interface Speed {
  bytesPerSecond: number | null;
  secondsLeft: number | null;
}

export const noSpeed: Speed = { bytesPerSecond: null, secondsLeft: null };

/** How fast bytes go, over the last seconds: steady enough to be read, quick enough to be true. */
export function createSpeedometer() {
  let samples: { atMs: number; bytes: number }[] = [];
  return {
    reset() {
      samples = [];
    },
    add(sample: { atMs: number; bytes: number }, totalBytes: number): Speed {
      samples = [...samples.filter(({ atMs }) => sample.atMs - atMs <= windowMs), sample];
      const first = samples[0] ?? sample;
      const elapsedMs = sample.atMs - first.atMs;
      if (elapsedMs < leastMs) return noSpeed;
      const bytesPerSecond = ((sample.bytes - first.bytes) / elapsedMs) * 1000;
      if (bytesPerSecond <= 0) return noSpeed;
      return { bytesPerSecond, secondsLeft: (totalBytes - sample.bytes) / bytesPerSecond };
    },
  };
}
