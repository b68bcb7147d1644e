import { Type } from 'typebox';
import { validationFailed } from '../../errors.ts';
import { StoredText } from '../../paging/stored-text.ts';

/** On whose clocks hours and days begin. */
export const TimeZone = Type.Unsafe<string>({
  ...StoredText,
  default: 'UTC',
  description: 'An IANA name such as Europe/Berlin',
});

/** Raises `validation_failed` for a timezone that there is not. */
export function checkTimeZone(timeZone: string): void {
  if (!isTimeZone(timeZone)) throw timeZoneUnknown();
}

export function timeZoneUnknown() {
  const message = 'is no timezone that is known here; take one such as Europe/Berlin';
  return validationFailed({ message: `timeZone: ${message}`, details: [{ path: '/timeZone', message }] });
}

/** PostgreSQL takes an offset such as +02:00 for the opposite of what JavaScript does, so there are names only. */
function isTimeZone(timeZone: string): boolean {
  if (!/^[A-Za-z]/.test(timeZone)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone }) !== null;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return false;
  }
}
