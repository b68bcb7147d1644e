/** Both sides of a picture that is taken in, in pixels: what phones make of 24 megapixels fits. */
export const pictureSides = { min: 100, max: 6000 } as const;
/** TikTok takes 1080p, lying or standing (developers.tiktok.com/doc/content-posting-api-media-transfer-guide). */
const longestSide = 1920;
const shortestSide = 1080;
const jpegQuality = 92;

/** What was found in a photo. */
export interface PhotoFacts {
  kind: 'photo';
  mimeType: string;
  /** As it is shown: after rotation. */
  width: number;
  height: number;
}

const mimeTypes: Record<string, string> = { jpeg: 'image/jpeg', png: 'image/png', webp: 'image/webp' };

export interface Photo {
  facts: PhotoFacts;
  /**
   * What TikTok is given: a JPEG within 1080p that stands upright, without what a camera notes beside the picture, such as
   * where it was taken. Null if the sides are out of range: a few bytes may claim a picture that fills the memory.
   */
  rendition: Buffer | null;
}

/** Looks into a picture. Returns null if it is no whole JPEG, PNG or WebP. */
export async function readPhoto(path: string): Promise<Photo | null> {
  // Only when there is a picture: the library takes some 20 MiB.
  const { default: sharp } = await import('sharp');
  const found = await sharp(path, { limitInputPixels: false })
    .metadata()
    .catch(() => null);
  const mimeType = mimeTypes[found?.format ?? ''];
  if (!found || !mimeType) return null;
  const { width, height } = found.autoOrient;
  const facts: PhotoFacts = { kind: 'photo', mimeType, width, height };
  if (!isSideInRange(width) || !isSideInRange(height)) return { facts, rendition: null };

  const isLying = width > height;
  const rendition = await sharp(path, { failOn: 'truncated', sequentialRead: true })
    .autoOrient()
    .flatten({ background: '#ffffff' })
    .resize({
      width: isLying ? longestSide : shortestSide,
      height: isLying ? shortestSide : longestSide,
      fit: 'inside',
      withoutEnlargement: true,
    })
    .jpeg({ quality: jpegQuality })
    .toBuffer()
    // What cannot be read to its end is cut off or damaged.
    .catch(() => null);
  return rendition && { facts, rendition };
}

export const isSideInRange = (side: number): boolean => side >= pictureSides.min && side <= pictureSides.max;
