/** Bytes of a file; `last` is included. */
interface ByteRange {
  first: number;
  last: number;
}

/** Reads a `Range` header with one range (RFC 9110); null means the whole file. */
export function parseRange(header: string | undefined, size: number): ByteRange | 'unsatisfiable' | null {
  const match = header?.match(/^bytes=(\d{0,15})-(\d{0,15})$/);
  if (!match || (!match[1] && !match[2])) return null;
  if (!match[1]) {
    const length = Math.min(Number(match[2]), size);
    return length > 0 ? { first: size - length, last: size - 1 } : 'unsatisfiable';
  }
  const first = Number(match[1]);
  if (first >= size) return 'unsatisfiable';
  const last = match[2] ? Number(match[2]) : size - 1;
  return last < first ? null : { first, last: Math.min(last, size - 1) };
}
