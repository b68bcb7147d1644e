import { Decoder, Encoder, FilterAPI } from 'node-av/api';
import { AVSEEK_FLAG_BACKWARD, FF_ENCODER_MJPEG } from 'node-av/constants';
import type { Frame } from 'node-av/lib';
import type { EncoderTask } from '../tasks.ts';
import { openVideo, rotationOf, turns } from './open-video.ts';

/** Takes the picture that is shown at a moment, or the last one, as a JPEG of at most 1080 pixels of width. */
export async function takeCover({
  path,
  timestampMs,
}: Extract<EncoderTask, { kind: 'cover' }>): Promise<Uint8Array> {
  const turn = turns[await rotationOf(path)];
  const input = await openVideo(path);
  try {
    const stream = input.video();
    if (!stream) throw new Error('there is no video in the file');
    await input.seek(timestampMs / 1000, -1, AVSEEK_FLAG_BACKWARD);
    const decoder = await Decoder.create(stream);
    const filter = FilterAPI.create(`${turn},scale='min(1080,iw)':-2:out_range=pc,format=yuvj420p`);
    let shown: Frame | undefined;
    for await (const frame of filter.frames(decoder.frames(input.packets(stream.index)))) {
      if (!frame) continue;
      const { num, den } = frame.timeBase;
      if (shown && (Number(frame.pts) * num) / den > timestampMs / 1000) break;
      shown = frame.clone() ?? undefined;
    }
    if (!shown) throw new Error('there is no picture in the file');
    return await Encoder.encodeOne(FF_ENCODER_MJPEG, shown);
  } finally {
    await input.close();
  }
}
