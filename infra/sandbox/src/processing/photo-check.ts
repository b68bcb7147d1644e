import { readFile } from 'node:fs/promises';
import { imageSize } from 'image-size';
import type { Photo } from '../state/publish-task.ts';

// Limits of reference 5.4: 1080p, lying or standing.
const [longestShortSide, longestLongSide] = [1080, 1920];

type Picture = Pick<Photo, 'contentType' | 'width' | 'height'>;
const noPicture: Picture = { contentType: null, width: null, height: null };

/** What a file is by its bytes, whatever its name or its host says. */
export async function inspectPhoto(path: string): Promise<Picture> {
  const bytes = await readFile(path);
  try {
    const { type, width, height } = imageSize(bytes);
    if (width < 1 || height < 1) return noPicture;
    if (type === 'jpg' && isWholeJpeg(bytes)) return { contentType: 'image/jpeg', width, height };
    if (type === 'webp' && isWholeWebp(bytes)) return { contentType: 'image/webp', width, height };
  } catch {
    // image-size throws at what it does not know and at a header that is cut off.
  }
  return noPicture;
}

/** Why TikTok would refuse the photos of a post, as a `fail_reason` of reference 6.2, or null. */
export function checkPhotos(photos: Picture[]): string | null {
  for (const { contentType, width, height } of photos) {
    if (contentType === null || width === null || height === null) return 'file_format_check_failed';
    const isTooLarge =
      Math.min(width, height) > longestShortSide || Math.max(width, height) > longestLongSide;
    if (isTooLarge) return 'picture_size_check_failed';
  }
  return null;
}

/** Whether the segments lead to a scan, and the scan to the end marker. A thumbnail's own marker does not count. */
function isWholeJpeg(bytes: Buffer): boolean {
  let at = 2;
  while (at + 4 <= bytes.length && bytes[at] === 0xff && bytes[at + 1] !== 0xda) {
    // Any number of 0xff may stand before a marker.
    at += bytes[at + 1] === 0xff ? 1 : 2 + bytes.readUInt16BE(at + 2);
  }
  return bytes[at + 1] === 0xda && bytes.indexOf('ffd9', at, 'hex') > at;
}

const isWholeWebp = (bytes: Buffer) => bytes.readUInt32LE(4) + 8 <= bytes.length;
