import { Type } from 'typebox';

/** UTF-16 code units, as TikTok counts; a schema's `maxLength` counts what a reader sees as one letter. */
export const Utf16Text = (maxLength: number) =>
  Type.Refine(
    Type.String(),
    (text) => text.length <= maxLength,
    () => `is over ${maxLength} UTF-16 units`,
  );
