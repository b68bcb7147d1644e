export { type Cipher, type CiphertextContext, createCipher, DecryptionError } from './cipher.ts';
export { type KeyRing, KeyRingError, parseKeyRing } from './key-ring.ts';
