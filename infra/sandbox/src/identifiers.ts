import { createHash, randomBytes, randomInt } from 'node:crypto';

// Formats: reference 0.3 and 0.4.

/** A log id: 14 digits of UTC time and 20 upper-case hex digits. */
export function createLogId(now: number): string {
  const digits = new Date(now).toISOString().replace(/\D/g, '').slice(0, 14);
  return digits + randomBytes(10).toString('hex').toUpperCase();
}

const opaque = (bytes: number) => randomBytes(bytes).toString('base64url');
const ending = () => `!${randomInt(1000, 10_000)}`;

export const createAccessToken = () => `act.${opaque(36)}${ending()}`;
export const createRefreshToken = () => `rft.${opaque(36)}${ending()}`;
export const createClientToken = () => `clt.${opaque(30)}`;
/** An authorization code holds characters that a URL must encode. */
export const createCode = () => `${opaque(48)}*0${ending()}`;
export const createQrToken = () => opaque(24);
export const createUploadToken = () => opaque(24);

/** A number like TikTok's: 19 digits, the second in the upper half. Odd, so that no double can hold it. */
export function createLongId(now: number): string {
  const seconds = BigInt(Math.floor(now / 1000));
  return String((seconds << 32n) | BigInt(randomInt(2 ** 32)) | 1n);
}

const digest = (...parts: string[]) => createHash('sha256').update(parts.join('\n')).digest();

/** Of the link to a cover, so that nobody lengthens its life by hand. */
export const signCover = (postId: string, expires: string) =>
  digest('cover', postId, expires).toString('base64url').slice(0, 28);

/** A creator's id within one app: the same each time. */
export const openIdOf = (clientKey: string, username: string) =>
  `-000${digest('open_id', clientKey, username).toString('base64url').slice(0, 32)}`;

/** A creator's id across apps. */
export function unionIdOf(username: string): string {
  const hex = digest('union_id', username).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
