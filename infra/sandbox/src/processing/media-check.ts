import { EncodedPacketSink, FilePathSource, Input, type InputVideoTrack, MP4, QTFF, WEBM } from 'mediabunny';

// Limits of reference 5.4.
const codecs = new Set(['avc', 'hevc', 'vp8', 'vp9']);
const [shortestSide, longestSide] = [360, 4096];
const [slowestFps, fastestFps] = [23, 60];
const longestVideoSec = 600;
/** Clocks of containers are coarse: 60 fps may read as 60.02. */
const fpsTolerance = 0.1;
const packetsForFps = 240;

/**
 * Why TikTok would refuse a video file, as a `fail_reason` of reference 6.2, or null.
 * @param maxDurationSec the creator's own limit
 */
export async function checkMedia(path: string, maxDurationSec: number): Promise<string | null> {
  const input = new Input({
    formats: [MP4, QTFF, WEBM],
    source: new FilePathSource(path, { handleUnhandledError: () => {} }),
  });
  try {
    const track = await input.getPrimaryVideoTrack();
    const codec = await track?.getCodec();
    if (!track || !codec || !codecs.has(codec)) return 'file_format_check_failed';
    const { averagePacketRate } = await track.computePacketStats(packetsForFps);
    if (!(averagePacketRate > 0)) return 'file_format_check_failed';
    if (!(await isWhole(track))) return 'file_format_check_failed';
    const durationSec = await input.computeDuration([track]);
    if (!(durationSec > 0) || durationSec > Math.min(maxDurationSec, longestVideoSec)) {
      return 'duration_check_failed';
    }
    if (averagePacketRate < slowestFps - fpsTolerance || averagePacketRate > fastestFps + fpsTolerance) {
      return 'frame_rate_check_failed';
    }
    return (await isSizeAllowed(track)) ? null : 'picture_size_check_failed';
  } catch {
    return 'file_format_check_failed';
  } finally {
    input.dispose();
  }
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
