import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 random bits, in base64url. */
export function createSecret(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * SHA-256 in hex, for storing what a bearer proves itself with. A fast hash is right for secrets of 256 random bits:
 * there is nothing to guess.
 */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Whether `secret` is the one that was hashed. Takes the same time whatever the difference. */
export function matchesHash(secret: string, hash: string): boolean {
  return timingSafeEqual(Buffer.from(hashSecret(secret)), Buffer.from(hash));
}
