import { invalidField } from '../errors/tiktok-error.ts';

const maxLength = 64;

/** Raises `invalid_field` if this can be no publish id. */
export function checkPublishId(publishId: string): void {
  if (typeof publishId !== 'string' || publishId === '' || publishId.length > maxLength) {
    throw invalidField('publishId', `is not a text of 1 to ${maxLength} characters`, publishId);
  }
}
