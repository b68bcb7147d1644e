import type { Cipher } from '@postbus/encryption';
import { type CryptoKey, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';
import { v7 as uuidv7 } from 'uuid';
import { placeIn } from '../../encrypted-columns.ts';
import type { SigningKeyRow } from './repository.ts';

export const signingAlgorithm = 'EdDSA';

/** A new key as its row stores it. */
export async function generateKey(cipher: Cipher) {
  const id = uuidv7();
  const { publicKey, privateKey } = await generateKeyPair(signingAlgorithm, { extractable: true });
  const { kty = '', crv = '', x = '' } = await exportJWK(publicKey);
  const privateJwk = JSON.stringify(await exportJWK(privateKey));
  return {
    id,
    publicJwk: { kty, crv, x },
    privateJwkEncrypted: cipher.encrypt(privateJwk, placeIn('signingKey', id)),
  };
}

/** Raises a `DecryptionError` if the row was changed. */
export async function openPrivateKey(cipher: Cipher, row: SigningKeyRow): Promise<CryptoKey | Uint8Array> {
  const privateJwk: JWK = JSON.parse(cipher.decrypt(row.privateJwkEncrypted, placeIn('signingKey', row.id)));
  return importJWK(privateJwk, signingAlgorithm);
}

export const publicKeyOf = ({ id, publicJwk }: SigningKeyRow): JWK => ({
  ...publicJwk,
  kid: id,
  alg: signingAlgorithm,
  use: 'sig',
});
