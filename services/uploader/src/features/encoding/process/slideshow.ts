import { basename, dirname } from 'node:path';
import { Decoder, Demuxer, pipeline } from 'node-av/api';
import type { EncoderTask, SlideshowLook } from '../tasks.ts';
import { createH264Encoder, openMp4, playable } from './h264.ts';

const width = 1080;
const height = 1920;
const framesPerSecond = 30;

/** Makes an upright H.264 MP4 that shows images one after the other. */
export async function renderSlideshow(
  { images, outPath, ...look }: Extract<EncoderTask, { kind: 'slideshow' }>,
  onProgress: (share: number) => void,
): Promise<null> {
  const output = await openMp4(outPath);
  const seconds = images.length * look.secondsPerImage;
  // The filter names images by their bare names: those are ids, while a path could hold what a filter reads as its own.
  process.chdir(dirname(images[0] ?? ''));
  const graph = graphOf(
    images.map((image) => basename(image)),
    look,
  );
  const input = await Demuxer.open(graph, { format: 'lavfi' });
  const stream = input.video();
  if (!stream) throw new Error('the images make no video');
  const decoder = await Decoder.create(stream);
  const encoder = await createH264Encoder({ decoder }, framesPerSecond);
  const work = pipeline(input, decoder, encoder, output, {
    onProgress: ({ time }) => onProgress(Math.min(1, time / seconds)),
    progressInterval: 1000,
  });
  await work.completion;
  await output.close();
  await input.close();
  return null;
}

/**
 * Each image is fitted once and then repeated; in the pixel format that fading works in, or every repetition would be
 * converted, and held, by itself.
 */
function graphOf(images: string[], { secondsPerImage, fadeSeconds, background }: SlideshowLook): string {
  const last = images.length - 1;
  const slides = images.map((image, index) =>
    [
      `movie=${image}`,
      `scale=${width}:${height}:force_original_aspect_ratio=decrease:flags=lanczos:out_range=tv`,
      'format=yuv444p',
      `pad=${width}:${height}:(ow-iw)/2:(oh-ih)/2:color=0x${background.slice(1)}`,
      'setsar=1,loop=loop=-1:size=1',
      `setpts=N/${framesPerSecond}/TB,fps=${framesPerSecond},settb=1/${framesPerSecond}`,
      `trim=duration=${secondsPerImage + (index < last ? fadeSeconds : 0)}[slide${index}]`,
    ].join(','),
  );
  const out = `${playable}[out0]`;
  if (fadeSeconds === 0) {
    const all = images.map((_, index) => `[slide${index}]`).join('');
    return [...slides, `${all}concat=n=${images.length},${out}`].join(';');
  }
  const fades = images.slice(1).map((_, index) => {
    const before = index === 0 ? '[slide0]' : `[faded${index}]`;
    const fade = `xfade=transition=fade:duration=${fadeSeconds}:offset=${secondsPerImage * (index + 1)}`;
    return `${before}[slide${index + 1}]${fade}${index + 1 === last ? `,${out}` : `[faded${index + 1}]`}`;
  });
  return [...slides, ...fades].join(';');
}
