import { registerMediabunnyServer } from '@mediabunny/server';
import { FilePathTarget, Mp4OutputFormat, Output, VideoSample, VideoSampleSource } from 'mediabunny';

const width = 720;
const height = 1280;
const framesPerSecond = 30;

/** Encodes a short upright H.264 video of moving stripes, a new one each time, and writes it as MP4. */
export async function encodeVideo(
  path: string,
  random: () => number = Math.random,
  seconds = 4,
): Promise<void> {
  // No graphics hardware: looking for it fills the terminal with complaints where there is none.
  registerMediabunnyServer({ hardwareContext: null });
  const output = new Output({
    format: new Mp4OutputFormat({ fastStart: 'in-memory' }),
    target: new FilePathTarget(path),
  });
  const source = new VideoSampleSource({ codec: 'avc', bitrate: 2_500_000, keyFrameInterval: 1 });
  output.addVideoTrack(source, { frameRate: framesPerSecond });
  await output.start();
  const picture = new Uint8Array(width * height * 4);
  const hue = Math.floor(random() * 256);
  for (let frame = 0; frame < seconds * framesPerSecond; frame += 1) {
    paint(picture, frame, hue);
    const timestamp = frame / framesPerSecond;
    const size = { codedWidth: width, codedHeight: height };
    const sample = new VideoSample(picture, {
      format: 'RGBA',
      ...size,
      timestamp,
      duration: 1 / framesPerSecond,
    });
    await source.add(sample);
    sample.close();
  }
  await output.finalize();
}

/** Slanted stripes that move by a few pixels a frame. Each row is the one above, shifted. */
function paint(picture: Uint8Array, frame: number, hue: number): void {
  const pixels = new Uint32Array(picture.buffer);
  for (let y = 0; y < height; y += 1) {
    const shade = Math.floor((y * 255) / height);
    // Little-endian RGBA.
    const light = (0xff000000 | (shade << 16) | (0xc0 << 8) | hue) >>> 0;
    const dark = (0xff000000 | (0x60 << 16) | (shade << 8) | (255 - hue)) >>> 0;
    const start = y * width;
    for (let x = 0; x < width; x += 1) pixels[start + x] = (x + y + frame * 6) % 160 < 80 ? light : dark;
  }
}
