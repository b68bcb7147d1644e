import {
  BufferTarget,
  EncodedPacket,
  EncodedVideoPacketSource,
  Mp4OutputFormat,
  Output,
  type VideoCodec,
  WebMOutputFormat,
} from 'mediabunny';

/** What a test video looks like on the outside; its pictures are noise. */
export interface VideoShape {
  container?: 'mp4' | 'webm';
  codec?: VideoCodec;
  width?: number;
  height?: number;
  fps?: number;
  seconds?: number;
  bytesPerFrame?: number;
}

const codecStrings: Partial<Record<VideoCodec, string>> = {
  avc: 'avc1.64001f',
  vp9: 'vp09.00.10.08',
  av1: 'av01.0.04M.08',
};

/** A baseline avcC record with one parameter set of each kind: enough for whoever reads only the container. */
const avcDescription = Uint8Array.from([
  1, 0x64, 0, 0x1f, 0xff, 0xe1, 0, 4, 0x67, 0x64, 0, 0x1f, 1, 0, 2, 0x68, 0xee,
]);

/** Makes a video file: by default 2 s of 720×1280 H.264 at 30 fps in MP4. */
export async function makeVideo(shape: VideoShape = {}): Promise<Buffer> {
  const { container = 'mp4', codec = 'avc', width = 720, height = 1280, fps = 30, seconds = 2 } = shape;
  const target = new BufferTarget();
  const format = container === 'mp4' ? new Mp4OutputFormat() : new WebMOutputFormat();
  const output = new Output({ format, target });
  const source = new EncodedVideoPacketSource(codec);
  output.addVideoTrack(source, { frameRate: fps });
  await output.start();
  const decoderConfig = {
    codec: codecStrings[codec] ?? codec,
    codedWidth: width,
    codedHeight: height,
    ...(codec === 'avc' && { description: avcDescription }),
  };
  const frame = new Uint8Array(shape.bytesPerFrame ?? 200);
  for (let at = 0; at < Math.round(fps * seconds); at += 1) {
    frame[at % frame.length] = at % 251;
    const packet = new EncodedPacket(frame.slice(), at === 0 ? 'key' : 'delta', at / fps, 1 / fps);
    await source.add(packet, at === 0 ? { decoderConfig } : undefined);
  }
  await output.finalize();
  return Buffer.from(target.buffer ?? new ArrayBuffer(0));
}
