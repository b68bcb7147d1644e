import { createHash, randomBytes } from 'node:crypto';
import { invalidField } from '../errors/tiktok-error.ts';

const verifierBytes = 48;

/** A new code verifier: 64 characters of `A-Z a-z 0-9 - _` with 384 random bits. One for every authorization. */
export function createCodeVerifier(random: (size: number) => Uint8Array = randomBytes): string {
  return Buffer.from(random(verifierBytes)).toString('base64url');
}

/**
 * The code challenge of a verifier as TikTok wants it: SHA-256 in lower-case **hex**, 64 characters. This is not
 * RFC 7636, which says base64url; with that only the token call would fail.
 * Source: developers.tiktok.com/doc/login-kit-desktop
 */
export function hexCodeChallenge(verifier: string): string {
  if (!/^[A-Za-z0-9._~-]{43,128}$/.test(verifier)) {
    throw invalidField('codeVerifier', 'is not 43 to 128 characters of A-Z a-z 0-9 - . _ ~');
  }
  return createHash('sha256').update(verifier).digest('hex');
}
