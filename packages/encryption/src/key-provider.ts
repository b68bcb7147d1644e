import { createCipher } from './cipher.ts';
import type { KeyRing } from './key-ring.ts';

/** A data key as it is stored: of no use without the provider's key. */
export interface WrappedKey {
  /** The provider's key that wraps it. */
  wrappingKeyId: string;
  wrappedKey: string;
}

/**
 * Keeps the keys that wrap the data keys. A few calls at start and while keys are rotated: none while a service works.
 *
 * For a KMS: `wrap` is its Encrypt and `unwrap` its Decrypt, with `dataKeyId` in the encryption context, so that one
 * wrapped key cannot be passed off as another.
 */
export interface KeyProvider {
  /** The key that wraps from now on. */
  readonly currentKeyId: string;
  wrap(dataKey: Buffer, dataKeyId: string): Promise<WrappedKey>;
  /** Raises `DecryptionError`: `key_unknown` if the provider no longer has the key, else what is wrong with the text. */
  unwrap(wrapped: WrappedKey, dataKeyId: string): Promise<Buffer>;
}

/** Wraps with the keys of a ring, which comes from the environment. */
export function keyRingProvider(ring: KeyRing): KeyProvider {
  const cipher = createCipher(ring);
  return {
    currentKeyId: ring.currentKeyId,
    async wrap(dataKey, dataKeyId) {
      const wrappedKey = cipher.encrypt(dataKey.toString('base64'), placeOf(dataKeyId));
      return { wrappingKeyId: ring.currentKeyId, wrappedKey };
    },
    async unwrap({ wrappedKey }, dataKeyId) {
      return Buffer.from(cipher.decrypt(wrappedKey, placeOf(dataKeyId)), 'base64');
    },
  };
}

const placeOf = (row: string) => ({ table: 'data_keys', column: 'wrapped_key', row });
