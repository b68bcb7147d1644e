import { invalidField } from '../errors/tiktok-error.ts';

/** Raises `invalid_field` if this can be no token. */
export function checkToken(field: string, token: string): void {
  if (typeof token !== 'string' || token === '') throw invalidField(field, 'is not a text that is not empty');
}
