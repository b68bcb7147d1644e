import type { Database } from '@postbus/db';
import type { Cipher } from '@postbus/encryption';
import { type CryptoKey, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';
import { v7 as uuidv7 } from 'uuid';
import { placeIn } from '../../encrypted-columns.ts';
import { insertSigningKey, listSigningKeys, lockSigningKeys, type SigningKeyRow } from './repository.ts';

export const signingAlgorithm = 'EdDSA';

export interface SigningKeys {
  /** Signs new tokens. */
  current: { kid: string; privateKey: CryptoKey | Uint8Array };
  /** What others verify with. */
  jwks: { keys: JWK[] };
}

/**
 * Returns the keys, after making the first one if there is none.
 * Raises an error if TOKEN_ENCRYPTION_KEYS no longer holds the key that the private key was encrypted with.
 */
export async function loadSigningKeys(db: Database, cipher: Cipher): Promise<SigningKeys> {
  const rows = await db.transaction(async (tx) => {
    await lockSigningKeys(tx);
    const existing = await listSigningKeys(tx);
    if (existing.length > 0) return existing;
    await insertSigningKey(tx, await generateKey(cipher));
    return listSigningKeys(tx);
  });
  const [newest] = rows;
  if (!newest) throw new Error('the signing key was not stored');
  const privateJwk: JWK = JSON.parse(
    cipher.decrypt(newest.privateJwkEncrypted, placeIn('signingKey', newest.id)),
  );
  return {
    current: { kid: newest.id, privateKey: await importJWK(privateJwk, signingAlgorithm) },
    jwks: { keys: rows.map(publicKey) },
  };
}

async function generateKey(cipher: Cipher) {
  const id = uuidv7();
  const { publicKey, privateKey } = await generateKeyPair(signingAlgorithm, { extractable: true });
  const { kty = '', crv = '', x = '' } = await exportJWK(publicKey);
  return {
    id,
    publicJwk: { kty, crv, x },
    privateJwkEncrypted: cipher.encrypt(
      JSON.stringify(await exportJWK(privateKey)),
      placeIn('signingKey', id),
    ),
  };
}

function publicKey({ id, publicJwk }: SigningKeyRow): JWK {
  return { ...publicJwk, kid: id, alg: signingAlgorithm, use: 'sig' };
}
