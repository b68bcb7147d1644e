import { parameterError } from '../http/api-error.ts';
import type { Settings } from '../state/settings.ts';

/**
 * A text of at most `longest` UTF-16 code units, as JavaScript counts them. A longer one is cut where the switch says so.
 * @throws ApiError a parameter error for a longer one
 */
export function limitText(
  settings: Settings,
  name: string,
  { text = '', longest }: { text: string | undefined; longest: number },
): string {
  if (text.length > longest && settings.overlongTitle === 'refused') {
    throw parameterError(settings, `The ${name} is too long.`);
  }
  return text.slice(0, longest);
}
