import { type Decoder, Encoder, type FilterAPI, Muxer } from 'node-av/api';
import { FF_ENCODER_LIBX264 } from 'node-av/constants';

/** What every phone plays: 8 bits, 4:2:0, of the range of television. Belongs at the end of a filter. */
export const playable = 'scale=out_range=tv,format=yuv420p,setsar=1';

/** The encoder of every video that is made here: about as good as its source, and quick. */
export const createH264Encoder = (from: { decoder: Decoder; filter?: FilterAPI }, framesPerSecond: number) =>
  Encoder.create(FF_ENCODER_LIBX264, {
    ...from,
    context: { threadCount: 0, gopSize: Math.round(framesPerSecond * 2) },
    options: { crf: 20, preset: 'veryfast' },
  });

/** An MP4 with its index in front. */
export const openMp4 = (path: string) =>
  Muxer.open(path, { format: 'mp4', options: { movflags: '+faststart' } });
