import { BufferTarget, EncodedPacket, EncodedVideoPacketSource, Mp4OutputFormat, Output } from 'mediabunny';

export interface VideoShape {
  width?: number;
  height?: number;
  framesPerSecond?: number;
  seconds?: number;
  /** Pads the file to this length. */
  bytes?: number;
}

/** An MP4 whose tables are right and whose pictures are empty: nobody decodes it. */
export async function video(shape: VideoShape = {}): Promise<Buffer<ArrayBuffer>> {
  const { width = 720, height = 1280, framesPerSecond = 30, seconds = 1 } = shape;
  const target = new BufferTarget();
  const output = new Output({ format: new Mp4OutputFormat({ fastStart: 'in-memory' }), target });
  const source = new EncodedVideoPacketSource('vp9');
  output.addVideoTrack(source, { frameRate: framesPerSecond });
  await output.start();
  const meta = { decoderConfig: { codec: 'vp09.00.10.08', codedWidth: width, codedHeight: height } };
  const frames = Math.max(1, Math.round(seconds * framesPerSecond));
  for (let i = 0; i < frames; i += 1) {
    const packet = new EncodedPacket(Buffer.alloc(4, 1), 'key', i / framesPerSecond, 1 / framesPerSecond);
    await source.add(packet, meta);
  }
  await output.finalize();
  const bytes = Buffer.from(target.buffer ?? new ArrayBuffer(0));
  return shape.bytes === undefined ? bytes : padded(bytes, shape.bytes);
}

/** A box of padding at the end, which players skip. Source: ISO/IEC 14496-12, 8.1.2, box `free`. */
function padded(file: Buffer<ArrayBuffer>, bytes: number): Buffer<ArrayBuffer> {
  const whole = Buffer.alloc(bytes);
  file.copy(whole);
  whole.writeUInt32BE(bytes - file.length, file.length);
  whole.write('free', file.length + 4, 'latin1');
  return whole;
}

/** A JPEG with the markers of a whole one and an empty scan. Source: ITU-T T.81, B.2. */
export function jpeg(width = 1080, height = 1080): Buffer<ArrayBuffer> {
  const start = Buffer.from('ffd8', 'hex');
  const app0 = Buffer.from('ffe000104a46494600010100000100010000', 'hex');
  const frame = Buffer.from('ffc00011080000000003012200021101031101', 'hex');
  frame.writeUInt16BE(height, 5);
  frame.writeUInt16BE(width, 7);
  const scan = Buffer.from('ffda000c03010002110311003f0000', 'hex');
  return Buffer.concat([start, app0, frame, scan, Buffer.from('ffd9', 'hex')]);
}

/** A WebP with a lossless picture's header. Source: developers.google.com/speed/webp/docs/riff_container. */
export function webp(width = 1080, height = 1080): Buffer<ArrayBuffer> {
  const file = Buffer.alloc(32);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(file.length - 8, 4);
  file.write('WEBPVP8L', 8, 'latin1');
  file.writeUInt32LE(file.length - 20, 16);
  file[20] = 0x2f;
  file.writeUInt32LE((width - 1) | ((height - 1) << 14), 21);
  return file;
}

/** The first bytes of a PNG, with its size. Source: www.w3.org/TR/png, 11.2.2. */
export function png(width = 1080, height = 1080): Buffer<ArrayBuffer> {
  const file = Buffer.from(
    '89504e470d0a1a0a0000000d4948445200000000000000000806000000000000000000000049454e44ae426082',
    'hex',
  );
  file.writeUInt32BE(width, 16);
  file.writeUInt32BE(height, 20);
  return file;
}
