import { AppError, commonErrors } from '@postbus/service-kit';
import {
  EncodedPacketSink,
  Input,
  type InputFormat,
  type InputVideoTrack,
  MATROSKA,
  MP4,
  MPEG_TS,
  Mp4InputFormat,
  OGG,
  QTFF,
  QuickTimeInputFormat,
  type Source,
  WEBM,
  WebMInputFormat,
} from 'mediabunny';
import { errors } from '../../errors.ts';

const probeTimeoutMs = 30_000;
/** Enough packets for the frame rate of any ordinary video, without reading a long one through. */
const sampledPackets = 240;

/**
 * Containers that hold their pictures themselves. A playlist names files and addresses: whoever sent one would have them
 * read from here.
 */
const containers = [MP4, QTFF, MATROSKA, WEBM, MPEG_TS, OGG];

/** What was found in a file. */
export interface VideoFacts {
  kind: 'video';
  container: 'mp4' | 'quicktime' | 'webm' | 'other';
  mimeType: string;
  /** `avc`, `hevc`, `vp8`, `vp9`, `av1`, …; null if it is none that is known. */
  codec: string | null;
  /** As it is shown: after rotation. */
  width: number;
  height: number;
  framesPerSecond: number;
  durationMs: number;
}

/**
 * Looks into a file. Returns null if there is no video in it, whatever its name says. Raises `media_truncated`, what reading raises, and
 * `unavailable` if it was not done before the signal: a slow disk says nothing about a file, so the file must be kept.
 */
export async function probeVideo(
  source: Source,
  signal = AbortSignal.timeout(probeTimeoutMs),
): Promise<VideoFacts | null> {
  const input = new Input({ source, formats: containers });
  // Disposing ends every read: a crafted file must not keep us busy for ever.
  const dispose = () => input.dispose();
  signal.addEventListener('abort', dispose, { once: true });
  try {
    if (signal.aborted) dispose();
    const facts = (await input.canRead()) ? await readFacts(input) : null;
    if (facts || !signal.aborted) return facts;
  } catch (error) {
    if (isSystemError(error) || (error instanceof AppError && !signal.aborted)) throw error;
    // Not readable as any format that is known.
    if (!signal.aborted) return null;
  } finally {
    signal.removeEventListener('abort', dispose);
    dispose();
  }
  throw commonErrors.unavailable({ message: 'the file could not be looked into in time' });
}

async function readFacts(input: Input): Promise<VideoFacts | null> {
  const track = await input.getPrimaryVideoTrack();
  if (!track) return null;
  const { averagePacketRate } = await track.computePacketStats(sampledPackets);
  const durationSeconds = (await track.getDurationFromMetadata()) ?? (await track.computeDuration());
  const width = await track.getDisplayWidth();
  const height = await track.getDisplayHeight();
  if (!(durationSeconds > 0) || !(width > 0) || !(height > 0)) return null;
  const container = containerOf(await input.getFormat());
  if (isIndexed(container) && !(await isWhole(track))) throw errors.mediaTruncated();
  return {
    kind: 'video',
    container,
    mimeType: await input.getMimeType(),
    codec: await track.getCodec(),
    width,
    height,
    framesPerSecond: Number.isFinite(averagePacketRate) ? averagePacketRate : 0,
    durationMs: Math.round(durationSeconds * 1000),
  };
}

/** These say where each picture lies. Another file would have to be read through to find its last one. */
const isIndexed = (container: VideoFacts['container']) => container === 'mp4' || container === 'quicktime';

/** Whether the last picture that the index promises is in the file. */
async function isWhole(track: InputVideoTrack): Promise<boolean> {
  const last = await new EncodedPacketSink(track).getPacket(Number.POSITIVE_INFINITY);
  return last !== null && last.data.byteLength === last.byteLength && last.byteLength > 0;
}

function containerOf(format: InputFormat): VideoFacts['container'] {
  if (format instanceof QuickTimeInputFormat) return 'quicktime';
  if (format instanceof Mp4InputFormat) return 'mp4';
  return format instanceof WebMInputFormat ? 'webm' : 'other';
}

const isSystemError = (error: unknown): boolean =>
  error instanceof Error && 'syscall' in error && typeof error.syscall === 'string';
