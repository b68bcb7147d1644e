export { type Cipher, type CiphertextContext, createCipher, DecryptionError } from './cipher.ts';
export { WrappingKeyMissingError } from './data-keys.ts';
export { type KeyProvider, keyRingProvider, type WrappedKey } from './key-provider.ts';
export { type KeyRing, KeyRingError, parseKeyRing } from './key-ring.ts';
export type { EncryptedColumn } from './reencrypt.ts';
export { type Rotation, type RotationOutcome, rotateKeys } from './rotate-keys.ts';
export { rotateKeysCommand } from './rotate-keys-command.ts';
export { openVault, type Vault } from './vault.ts';
