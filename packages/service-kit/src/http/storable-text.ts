/**
 * Where a value holds text that PostgreSQL cannot keep, as a path such as `/name`; null if it holds none. That is a NUL
 * character, or half of a surrogate pair, which has no UTF-8.
 */
export function findUnstorableText(value: unknown, path = ''): string | null {
  if (typeof value === 'string') return isStorable(value) ? null : path;
  if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) return null;
  for (const [name, part] of Object.entries(value)) {
    if (!isStorable(name)) return path;
    const found = findUnstorableText(part, `${path}/${name}`);
    if (found !== null) return found;
  }
  return null;
}

const isStorable = (text: string): boolean => !text.includes('\0') && text.isWellFormed();
