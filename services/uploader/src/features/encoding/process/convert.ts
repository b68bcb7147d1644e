import { Decoder, type Demuxer, Encoder, FilterAPI, pipeline } from 'node-av/api';
import { FF_ENCODER_AAC } from 'node-av/constants';
import type { EncoderTask, Target } from '../tasks.ts';
import { createH264Encoder, openMp4, playable } from './h264.ts';
import { forgetRotation, openVideo, rotationOf, turns } from './open-video.ts';

/** Makes an H.264 MP4 of a video that stands upright, with its first sound as AAC. */
export async function convert(
  { path, outPath, durationMs, target }: Extract<EncoderTask, { kind: 'convert' }>,
  onProgress: (share: number) => void,
): Promise<null> {
  const turn = turns[await rotationOf(path)];
  const input = await openVideo(path);
  const output = await openMp4(outPath);
  const options = {
    onProgress: ({ time }: { time: number }) => onProgress(Math.min(1, (time * 1000) / durationMs)),
    progressInterval: 1000,
  };
  const video = await videoStages(input, turn, target);
  const audio = await audioStages(input);
  const work = audio
    ? pipeline({ video: input, audio: input }, { video, audio }, output, options)
    : pipeline({ video: input }, { video }, output, options);
  await work.completion;
  await output.close();
  await input.close();
  return null;
}

async function videoStages(input: Demuxer, turn: string, { width, height, framesPerSecond }: Target) {
  const stream = input.video();
  if (!stream) throw new Error('there is no video in the file');
  forgetRotation(stream);
  const decoder = await Decoder.create(stream);
  const filter = FilterAPI.create(
    [
      turn,
      `scale=${width}:${height}:force_original_aspect_ratio=decrease:flags=lanczos`,
      `pad=${width}:${height}:(ow-iw)/2:(oh-ih)/2`,
      `fps=${framesPerSecond}`,
      playable,
    ].join(','),
  );
  return [decoder, filter, await createH264Encoder({ decoder, filter }, framesPerSecond)];
}

async function audioStages(input: Demuxer) {
  const stream = input.audio();
  if (!stream) return null;
  const decoder = await Decoder.create(stream);
  const filter = FilterAPI.create('aformat=sample_rates=44100|48000:channel_layouts=mono|stereo');
  return [
    decoder,
    filter,
    await Encoder.create(FF_ENCODER_AAC, {
      decoder,
      filter,
      autoResample: true,
      context: { bitRate: '160k' },
    }),
  ];
}
