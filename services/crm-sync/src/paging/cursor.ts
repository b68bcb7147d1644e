import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import { validationFailed } from '../errors.ts';

/** Where in a sorted list an item stands. */
export interface Position {
  /** What the list is sorted by, if that is a time. */
  time: Date | null;
  id: string;
}

/** The time is in milliseconds and within what PostgreSQL can hold: a cursor comes from outside. */
const Cursor = Type.Object(
  {
    sort: Type.String(),
    time: Type.Union([
      Type.Integer({ minimum: -62_135_596_800_000, maximum: 253_402_300_799_999 }),
      Type.Null(),
    ]),
    id: Type.String({ pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' }),
  },
  { additionalProperties: false },
);

/** An opaque text that leads to what follows the position in a list sorted by `sort`. */
export function encodeCursor(sort: string, { time, id }: Position): string {
  const cursor: Static<typeof Cursor> = { sort, time: time?.getTime() ?? null, id };
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

/** Reads a cursor. Raises `validation_failed` for one that was not made for a list sorted by `sort`. */
export function decodeCursor(sort: string, text: string): Position {
  const cursor = parsed(text);
  if (!Value.Check(Cursor, cursor) || cursor.sort !== sort) {
    throw validationFailed({
      message: 'cursor: not one that this list with this sort has given',
      details: [{ path: '/cursor', message: 'not one that this list with this sort has given' }],
    });
  }
  return { time: cursor.time === null ? null : new Date(cursor.time), id: cursor.id };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return undefined;
  }
}
