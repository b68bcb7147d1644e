import { createSecretKey, type KeyObject } from 'node:crypto';

/** Bytes of an AES-256 key. */
const keyLength = 32;

/** Keys by their ids. The current one encrypts, all of them decrypt. */
export interface KeyRing {
  readonly currentKeyId: string;
  readonly keys: ReadonlyMap<string, KeyObject>;
}

/** Raised when a key ring can't be read. Names the place and never the value. */
export class KeyRingError extends Error {
  override readonly name = 'KeyRingError';
  readonly code = 'key_ring_invalid';
}

/**
 * Reads a key ring: `id:hex,id:hex`, the first is current. An id is made of letters, digits, `-` and `_`; a key is 64 hex
 * digits. Make one with `openssl rand -hex 32`. Raises {@link KeyRingError}.
 */
export function parseKeyRing(text: string): KeyRing {
  const keys = new Map<string, KeyObject>();
  for (const [index, entry] of text.split(',').entries()) {
    const [, id, hex] = /^([\w-]{1,32}):([0-9a-f]{64})$/i.exec(entry.trim()) ?? [];
    if (!id || !hex) {
      throw new KeyRingError(`key ${index + 1} is not of the form id:hex with ${keyLength * 2} hex digits`);
    }
    if (keys.has(id)) throw new KeyRingError(`key ${index + 1} repeats an id`);
    keys.set(id, createSecretKey(hex, 'hex'));
  }
  const [currentKeyId] = keys.keys();
  if (currentKeyId === undefined) throw new KeyRingError('there is no key');
  return { currentKeyId, keys };
}
