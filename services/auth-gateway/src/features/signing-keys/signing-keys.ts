import type { Database } from '@postbus/db';
import type { Cipher } from '@postbus/encryption';
import type { CryptoKey, JWK } from 'jose';
import { generateKey, openPrivateKey, publicKeyOf } from './key-pair.ts';
import {
  insertSigningKey,
  listSigningKeys,
  lockSigningKeys,
  retireOtherKeys,
  type SigningKeyRow,
} from './repository.ts';

/** A new key is published so long before it signs: longer than anybody caches the published keys. */
const headStartMs = 10 * 60_000;
/** An old key is published so long after the new one signs: longer than its last token lives. */
const overlapMs = 20 * 60_000;

export interface SigningKey {
  kid: string;
  privateKey: CryptoKey | Uint8Array;
}

export interface SigningKeys {
  /** Signs new tokens. */
  current(): SigningKey;
  /** What others verify with (RFC 7517): the key that signs, the next one, and the last ones while their tokens live. */
  published(): { keys: JWK[] };
  /** Looks for keys that another replica has made. */
  reload(): Promise<void>;
  /** Makes the next key, which signs in 10 minutes; nothing if there is one already. */
  rotate(): Promise<void>;
  /** How long the newest key has been there, in milliseconds. */
  ageMs(): number;
}

/**
 * Opens the keys that sign the tokens of clients, after making the first one if there is none. Raises a
 * `DecryptionError` if one of them does not open.
 */
export async function openSigningKeys({
  db,
  cipher,
  clock,
}: {
  db: Database;
  cipher: Cipher;
  clock: () => Date;
}): Promise<SigningKeys> {
  let rows: SigningKeyRow[] = [];
  const opened = new Map<string, SigningKey>();

  async function take(present: SigningKeyRow[]): Promise<void> {
    for (const row of present) {
      if (!opened.has(row.id)) {
        opened.set(row.id, { kid: row.id, privateKey: await openPrivateKey(cipher, row) });
      }
    }
    rows = present;
  }

  /** Runs under the lock and takes in what is there afterwards. */
  const change = (make: (newest: SigningKeyRow | undefined) => Date | null) =>
    db.transaction(async (tx) => {
      await lockSigningKeys(tx);
      const now = clock();
      const [newest] = await listSigningKeys(tx, now);
      const activeFrom = make(newest);
      if (activeFrom !== null) {
        const key = await generateKey(cipher);
        await insertSigningKey(tx, { ...key, activeFrom, createdAt: now });
        await retireOtherKeys(tx, key.id, new Date(activeFrom.getTime() + overlapMs));
      }
      return listSigningKeys(tx, now);
    });

  await take(await change((newest) => (newest ? null : clock())));

  return {
    current() {
      const active = rows.find(({ activeFrom }) => activeFrom <= clock()) ?? rows[0];
      const key = active && opened.get(active.id);
      if (!key) throw new Error('there is no signing key');
      return key;
    },
    published: () => {
      const now = clock();
      const verifying = rows.filter(({ retiresAt }) => retiresAt === null || retiresAt > now);
      return { keys: verifying.map(publicKeyOf) };
    },
    reload: async () => take(await listSigningKeys(db, clock())),
    rotate: async () =>
      take(
        await change((newest) =>
          newest && newest.activeFrom > clock() ? null : new Date(clock().getTime() + headStartMs),
        ),
      ),
    ageMs: () => clock().getTime() - (rows[0]?.createdAt.getTime() ?? 0),
  };
}
