import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto';
import type { KeyRing } from './key-ring.ts';

const algorithm = 'aes-256-gcm';
/** NIST SP 800-38D, 8.2.2: a random IV of 96 bits, good for 2^32 messages a key. */
const ivLength = 12;
const tagLength = 16;
const version = 'v1';

/** Where a ciphertext stands. It opens nowhere else. */
export interface CiphertextContext {
  table: string;
  column: string;
  row: string;
}

/** Raised when a ciphertext does not open. Says nothing of what is in it. */
export class DecryptionError extends Error {
  override readonly name = 'DecryptionError';
  readonly code: 'ciphertext_malformed' | 'key_unknown' | 'ciphertext_refused';
  constructor(code: DecryptionError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

export interface Cipher {
  /** Returns text: `v1.<key id>.<base64url of IV, ciphertext and tag>`. */
  encrypt(plaintext: string, context: CiphertextContext): string;
  /** Returns the plaintext. Raises {@link DecryptionError} if anything was changed or moved, or the key is gone. */
  decrypt(ciphertext: string, context: CiphertextContext): string;
  /** Whether a ciphertext was made with another key than the current one. */
  needsRotation(ciphertext: string): boolean;
}

/** AES-256-GCM with the context as additional data, so that a ciphertext copied to another row does not open. */
export function createCipher(ring: KeyRing): Cipher {
  const keyOf = (keyId: string): KeyObject => {
    const key = ring.keys.get(keyId);
    if (!key) throw new DecryptionError('key_unknown', `the key ${keyId} is not in the key ring`);
    return key;
  };

  return {
    encrypt(plaintext, context) {
      const keyId = ring.currentKeyId;
      const iv = randomBytes(ivLength);
      const cipher = createCipheriv(algorithm, keyOf(keyId), iv, { authTagLength: tagLength });
      cipher.setAAD(additionalData(keyId, context));
      const sealed = [iv, cipher.update(plaintext, 'utf8'), cipher.final(), cipher.getAuthTag()];
      return `${version}.${keyId}.${Buffer.concat(sealed).toString('base64url')}`;
    },

    decrypt(ciphertext, context) {
      const { keyId, sealed } = parse(ciphertext);
      const key = keyOf(keyId);
      const decipher = createDecipheriv(algorithm, key, sealed.subarray(0, ivLength), {
        authTagLength: tagLength,
      });
      decipher.setAAD(additionalData(keyId, context));
      decipher.setAuthTag(sealed.subarray(-tagLength));
      try {
        const opened = decipher.update(sealed.subarray(ivLength, -tagLength));
        // GCM keeps nothing back: the end only checks the tag.
        decipher.final();
        return opened.toString('utf8');
      } catch {
        throw new DecryptionError('ciphertext_refused', 'the ciphertext was changed, or belongs elsewhere');
      }
    },

    needsRotation: (ciphertext) => parse(ciphertext).keyId !== ring.currentKeyId,
  };
}

function parse(ciphertext: string): { keyId: string; sealed: Buffer } {
  const [, keyId, text] = /^v1\.([\w-]{1,32})\.([\w-]+)$/.exec(ciphertext) ?? [];
  const sealed = Buffer.from(text ?? '', 'base64url');
  // Several texts decode to the same bytes; only the one that we write is taken.
  if (!keyId || sealed.length < ivLength + tagLength || sealed.toString('base64url') !== text) {
    throw new DecryptionError('ciphertext_malformed', 'this is not a ciphertext');
  }
  return { keyId, sealed };
}

/** JSON keeps the parts apart: no choice of names makes two contexts the same bytes. */
const additionalData = (keyId: string, { table, column, row }: CiphertextContext): Buffer =>
  Buffer.from(JSON.stringify([version, keyId, table, column, row]));
