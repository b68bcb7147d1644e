/**
 * The text in a form that PostgreSQL can store: NUL and unpaired surrogates, which JSON may carry and `text` and
 * `jsonb` may not, become U+FFFD. The raw body beside it stays as it came.
 */
export const storableText = (text: string): string => text.toWellFormed().replaceAll('\0', '\uFFFD');

/** NATS closes the connection on a control line over 4,096 bytes, and no event name comes near this. */
const maxEventNameLength = 128;

/**
 * The name of an event in a form that a NATS subject can hold: what is no letter, digit, `_` or `-` becomes `_`,
 * and so does an empty part between two dots. Every name that TikTok documents stays as it is.
 */
export function subjectSafeEventName(name: string): string {
  if (name.length <= maxEventNameLength && /^[\w-]+(?:\.[\w-]+)*$/.test(name)) return name;
  const parts = name.slice(0, maxEventNameLength).split('.');
  return parts.map((part) => part.replace(/[^\w-]/g, '_') || '_').join('.');
}
