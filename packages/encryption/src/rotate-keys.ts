import { setTimeout as pause } from 'node:timers/promises';
import { createCipher } from './cipher.ts';
import {
  type DataKeySource,
  deleteRetiredDataKeys,
  insertDataKey,
  loadDataKeys,
  lockDataKeys,
  retireDataKeys,
  rewrapDataKeys,
} from './data-keys.ts';
import { type EncryptedColumn, reencrypt } from './reencrypt.ts';
import { reloadMs } from './vault.ts';

/** A running process looks for new keys four times in it. */
const defaultHeadStartMs = 4 * reloadMs;
/** For a process that stood still in the middle of a write. */
const retentionMs = 24 * 3600 * 1000;

export interface Rotation extends DataKeySource {
  columns: readonly EncryptedColumn[];
  /** Called after each batch. */
  onProgress?(progress: { column: string; done: number; total: number }): void;
  signal?: AbortSignal;
  /** How long every process has to learn of the new key before it is used. */
  headStartMs?: number;
  batchSize?: number;
}

export interface RotationOutcome {
  /** Ciphertexts that were made anew. */
  reencrypted: number;
  /** Data keys that were wrapped anew with the provider's current key. */
  rewrapped: number;
  /** Ciphertexts that no key opens, as `table.column id`: they were broken before, and stay as they are. */
  unreadable: string[];
}

/**
 * Gives a service a new data key and encrypts everything with it, while the service runs. Afterwards the provider's
 * older keys are not needed. Interrupted, it goes on with the same data key when it is called again.
 * Raises `WrappingKeyMissingError`, and the signal's reason.
 */
export async function rotateKeys(rotation: Rotation): Promise<RotationOutcome> {
  const { db, signal } = rotation;
  const rewrapped = await db.transaction(async (tx) => {
    await lockDataKeys(tx);
    return rewrapDataKeys({ ...rotation, tx });
  });
  const keys = await beginRotation(rotation);
  const newest = keys.at(-1);
  if (!newest) throw new Error('there is no data key');
  await pause(Math.max(0, newest.activeFrom.getTime() - Date.now()), undefined, signal && { signal });

  const ring = { currentKeyId: newest.id, keys: new Map(keys.map(({ id, key }) => [id, key])) };
  const pass = { ...rotation, cipher: createCipher(ring), unreadable: new Set<string>() };
  let reencrypted = 0;
  let changed: number;
  do {
    changed = 0;
    for (const column of rotation.columns) changed += await reencrypt(column, pass);
    reencrypted += changed;
    // What another process wrote with the old key meanwhile is found by the next pass.
  } while (changed > 0);

  await db.transaction(async (tx) => {
    await lockDataKeys(tx);
    if (pass.unreadable.size === 0) await retireDataKeys({ ...rotation, tx }, newest.id);
    await deleteRetiredDataKeys({ ...rotation, tx }, new Date(Date.now() - retentionMs));
  });
  return { reencrypted, rewrapped, unreadable: [...pass.unreadable] };
}

/** Makes the new data key, unless a rotation that did not end has made it. Returns all of them, the newest last. */
async function beginRotation({ headStartMs = defaultHeadStartMs, ...source }: Rotation) {
  const isUnderWay = (keys: { retiredAt: Date | null }[]) =>
    keys.filter(({ retiredAt }) => retiredAt === null).length > 1;
  const present = await loadDataKeys(source);
  if (isUnderWay(present)) return present;
  await source.db.transaction(async (tx) => {
    await lockDataKeys(tx);
    await insertDataKey({ ...source, tx }, new Date(Date.now() + headStartMs));
  });
  return loadDataKeys(source);
}
