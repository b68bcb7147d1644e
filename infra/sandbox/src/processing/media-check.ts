import { EncodedPacketSink, FilePathSource, Input, type InputVideoTrack, MP4, QTFF, WEBM } from 'mediabunny';
import type { VideoShape } from '../state/publish-task.ts';

// Limits of reference 5.4.
const codecs = new Set(['avc', 'hevc', 'vp8', 'vp9']);
const [shortestSide, longestSide] = [360, 4096];
const [slowestFps, fastestFps] = [23, 60];
const longestVideoSec = 600;
/** Clocks of containers are coarse: 60 fps may read as 60.02. */
const fpsTolerance = 0.1;
const packetsForFps = 240;

/** What a look into a video file finds. */
export interface MediaCheck {
  /** Why TikTok would refuse it, as a `fail_reason` of reference 6.2, or null. */
  flaw: string | null;
  /** Null when it cannot be read. */
  shape: VideoShape | null;
}

const unreadable: MediaCheck = { flaw: 'file_format_check_failed', shape: null };

/**
 * Looks into a video file; whatever it holds, it is an answer.
 * @param maxDurationSec the creator's own limit
 */
export async function checkMedia(path: string, maxDurationSec: number): Promise<MediaCheck> {
  const input = new Input({
    formats: [MP4, QTFF, WEBM],
    source: new FilePathSource(path, { handleUnhandledError: () => {} }),
  });
  try {
    const track = await input.getPrimaryVideoTrack();
    const codec = await track?.getCodec();
    if (!track || !codec || !codecs.has(codec)) return unreadable;
    const { averagePacketRate: fps } = await track.computePacketStats(packetsForFps);
    if (!(fps > 0) || !(await isWhole(track))) return unreadable;
    const shape = {
      durationSec: await input.computeDuration([track]),
      width: await track.getDisplayWidth(),
      height: await track.getDisplayHeight(),
    };
    const isSizeFine = await isSizeAllowed(track);
    return { flaw: flawOf({ ...shape, fps, isSizeFine }, maxDurationSec), shape };
  } catch {
    return unreadable;
  } finally {
    input.dispose();
  }
}

function flawOf(
  { durationSec, fps, isSizeFine }: VideoShape & { fps: number; isSizeFine: boolean },
  maxDurationSec: number,
): string | null {
  if (!(durationSec > 0) || durationSec > Math.min(maxDurationSec, longestVideoSec)) {
    return 'duration_check_failed';
  }
  if (fps < slowestFps - fpsTolerance || fps > fastestFps + fpsTolerance) return 'frame_rate_check_failed';
  return isSizeFine ? null : 'picture_size_check_failed';
}

/** Whether the last picture that the container promises is in the file. */
async function isWhole(track: InputVideoTrack): Promise<boolean> {
  const last = await new EncodedPacketSink(track).getPacket(Number.POSITIVE_INFINITY);
  return last !== null && last.data.byteLength === last.byteLength && last.byteLength > 0;
}

async function isSizeAllowed(track: InputVideoTrack): Promise<boolean> {
  const sides = [await track.getCodedWidth(), await track.getCodedHeight()];
  return Math.min(...sides) >= shortestSide && Math.max(...sides) <= longestSide;
}
