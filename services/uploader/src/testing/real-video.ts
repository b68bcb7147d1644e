import { Decoder, Demuxer, Encoder, FilterAPI, Muxer, pipeline } from 'node-av/api';
import {
  AV_LOG_QUIET,
  FF_ENCODER_AAC,
  FF_ENCODER_LIBMP3LAME,
  FF_ENCODER_LIBX264,
  FF_ENCODER_MPEG4,
} from 'node-av/constants';
import { Log } from 'node-av/lib';

Log.setLevel(AV_LOG_QUIET);

const codecs = {
  avi: [FF_ENCODER_MPEG4, FF_ENCODER_LIBMP3LAME],
  mkv: [FF_ENCODER_LIBX264, FF_ENCODER_AAC],
  mp4: [FF_ENCODER_LIBX264, FF_ENCODER_AAC],
} as const;

/**
 * Writes a video that can be decoded, with a tone: red on the left half and blue on the right one. An AVI holds what old
 * cameras wrote (MPEG-4 part 2 and MP3), the others H.264 and AAC.
 */
export async function writeRealVideo(
  path: string,
  {
    format,
    width,
    height,
    framesPerSecond,
    seconds,
  }: {
    format: keyof typeof codecs;
    width: number;
    height: number;
    framesPerSecond: number;
    seconds: number;
  },
): Promise<void> {
  const source = (graph: string) => Demuxer.open(graph, { format: 'lavfi' });
  const half = `size=${width / 2}x${height}:rate=${framesPerSecond}:duration=${seconds}`;
  const video = await source(`color=red:${half}[left];color=blue:${half}[right];[left][right]hstack[out0]`);
  const audio = await source(`sine=frequency=440:sample_rate=44100:duration=${seconds}`);
  const videoDecoder = await Decoder.create(stream(video.video()));
  const audioDecoder = await Decoder.create(stream(audio.audio()));
  const [videoCodec, audioCodec] = codecs[format];
  const output = await Muxer.open(path);
  const work = pipeline(
    { video, audio },
    {
      video: [
        videoDecoder,
        FilterAPI.create('format=yuv420p'),
        await Encoder.create(videoCodec, { decoder: videoDecoder, context: { bitRate: '1M' } }),
      ],
      audio: [audioDecoder, await Encoder.create(audioCodec, { decoder: audioDecoder, autoResample: true })],
    },
    output,
  );
  await work.completion;
  for (const part of [output, video, audio]) await part.close();
}

function stream<Stream>(found: Stream | undefined): Stream {
  if (found === undefined) throw new Error('the graph has no such stream');
  return found;
}
