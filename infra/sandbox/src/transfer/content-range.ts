/** The bytes that a chunk claims to be: `last` is included. */
interface ContentRange {
  first: number;
  last: number;
  total: number;
}

/** Reads `bytes {first}-{last}/{total}`; null when it is anything else. */
export function parseContentRange(header: string | undefined): ContentRange | null {
  const match = header?.match(/^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15})$/);
  if (!match) return null;
  const [first = 0, last = 0, total = 0] = match.slice(1).map(Number);
  return first <= last && last < total ? { first, last, total } : null;
}
