import sharp, { type FormatEnum } from 'sharp';

/** A picture that is red on the left and blue on the right. */
export const testPhoto = (
  width: number,
  height: number,
  format: keyof FormatEnum = 'jpeg',
): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: '#0000ff' } })
    .composite([
      {
        input: { create: { width: Math.floor(width / 2), height, channels: 3, background: '#ff0000' } },
        left: 0,
        top: 0,
      },
    ])
    .toFormat(format)
    .toBuffer();
