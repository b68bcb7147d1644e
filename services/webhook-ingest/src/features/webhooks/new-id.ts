import { randomFillSync } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';

const randomBytesOfId = 16;
const pool = Buffer.alloc(randomBytesOfId * 256);
let used = pool.length;

/** A UUIDv7 of a moment. Takes its random bytes from a store: fetching them one id at a time costs more than the id. */
export function newId(at: Date): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const random = pool.subarray(used, used + randomBytesOfId);
  used += randomBytesOfId;
  return uuidv7({ msecs: at.getTime(), random });
}

const hexDigitsOfMoment = 12;

/** The moment that a UUIDv7 was made of, in milliseconds. */
export const momentOfId = (id: string): Date =>
  new Date(Number.parseInt(id.replace('-', '').slice(0, hexDigitsOfMoment), 16));
