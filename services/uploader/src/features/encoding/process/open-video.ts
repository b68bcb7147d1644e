import { FilePathSource, Input, MATROSKA, MP4, QTFF, WEBM } from 'mediabunny';
import { Demuxer, probe } from 'node-av/api';
import { AV_PKT_DATA_DISPLAYMATRIX } from 'node-av/constants';
import type { Stream } from 'node-av/lib';
import type { Examined } from '../tasks.ts';

const options = {
  /**
   * Containers that hold their pictures themselves. Others, such as playlists, name files and addresses: whoever sent one
   * would be given what this machine can read.
   */
  format_whitelist: 'mov,mp4,matroska,webm,avi,flv,asf,mpegts,mpeg,ogg',
  protocol_whitelist: 'file',
};

/** Opens a file. Raises if it is none of the containers that are known. */
export const openVideo = (path: string) => Demuxer.open(path, { options });

/** What is in a file; null if no video is. */
export async function examine(path: string): Promise<Examined | null> {
  const found = await probe(path, { options }).catch(() => null);
  const { codec, width = 0, height = 0, frameRate = 0 } = found?.video ?? {};
  if (!found || !codec || !(width > 0) || !(height > 0) || !(found.duration > 0)) return null;
  return {
    ...{ codec, width, height },
    framesPerSecond: Number.isFinite(frameRate) ? frameRate : 0,
    durationMs: Math.round(found.duration * 1000),
  };
}

/** By how many degrees a player turns the picture, clockwise. Only MP4, MOV and MKV tell. */
export async function rotationOf(path: string): Promise<0 | 90 | 180 | 270> {
  const input = new Input({ source: new FilePathSource(path), formats: [MP4, QTFF, MATROSKA, WEBM] });
  try {
    const track = (await input.canRead()) ? await input.getPrimaryVideoTrack() : null;
    return track ? await track.getRotation() : 0;
  } finally {
    input.dispose();
  }
}

/** What turns pictures as a player would. */
export const turns = {
  0: 'null',
  90: 'transpose=clock',
  180: 'hflip,vflip',
  270: 'transpose=cclock',
} as const;

/** 16.16 and, in the last column, 2.30 fixed-point numbers, as MP4 writes them (ISO/IEC 14496-12, 8.3.2). */
const unturned = Int32Array.of(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);

/** Makes a stream say that it is not to be turned. The output takes this over from the input. */
export function forgetRotation({ codecpar }: Stream): void {
  codecpar.addCodedSideData(AV_PKT_DATA_DISPLAYMATRIX, Buffer.from(unturned.buffer));
}
