import { Transform } from 'node:stream';
import { errors } from '../../errors.ts';

/** Lets bytes through until there are too many; then it ends with `media_too_large`. */
export function atMost(maxBytes: number): Transform {
  let bytes = 0;
  return new Transform({
    transform(part: Buffer, _encoding, done) {
      bytes += part.length;
      if (bytes > maxBytes) done(errors.mediaTooLarge());
      else done(null, part);
    },
  });
}
