import { Type } from 'typebox';

/** Text of a filter. PostgreSQL holds no NUL, and refuses to compare with one. */
export const StoredText = Type.String({ maxLength: 256, pattern: '^[^\\u0000]*$' });
