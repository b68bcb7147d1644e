import { Type } from 'typebox';

/** Scopes to ask a creator for. They are sent with commas between them, so none may hold one. */
export const Scopes = Type.Array(Type.String({ pattern: '^[\\w.]+$' }), { minItems: 1 });

/** The scopes of a comma-separated list; empty if there is none. */
export const readScopes = (list: string | null | undefined): string[] =>
  list?.split(',').filter(Boolean) ?? [];
