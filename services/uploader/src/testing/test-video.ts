import { randomBytes } from 'node:crypto';
import { appendFile } from 'node:fs/promises';
import { EncodedPacket, EncodedVideoPacketSource, FilePathTarget, Mp4OutputFormat, Output } from 'mediabunny';

const framesPerSecond = 30;

/**
 * Writes an MP4 of about `bytes` bytes: three seconds of 720×1280 at 30 fps. Its frames are noise, because nobody
 * decodes them: only what the container says counts.
 */
export async function writeTestVideo(
  path: string,
  bytes: number,
  { indexFirst = false } = {},
): Promise<void> {
  const output = new Output({
    format: new Mp4OutputFormat({ fastStart: indexFirst ? 'in-memory' : false }),
    target: new FilePathTarget(path),
  });
  const source = new EncodedVideoPacketSource('vp9');
  output.addVideoTrack(source, { frameRate: framesPerSecond });
  await output.start();

  const frames = 3 * framesPerSecond;
  const noise = randomBytes(Math.max(16, Math.floor(bytes / frames)));
  const decoderConfig = { codec: 'vp09.00.31.08', codedWidth: 720, codedHeight: 1280 };
  for (let frame = 0; frame < frames; frame += 1) {
    // VP9 frame marker and a key frame, so that a reader that looks finds what it expects.
    const data = Uint8Array.from(noise);
    data.set([0x82, 0x49, 0x83, 0x42], 0);
    const packet = new EncodedPacket(data, 'key', frame / framesPerSecond, 1 / framesPerSecond);
    await source.add(packet, { decoderConfig });
  }
  await output.finalize();
}

/** Writes a file that is no video, whatever it is called. */
export const writeText = (path: string): Promise<void> =>
  appendFile(path, 'This is not a video. '.repeat(1000));
