import type { Queryable } from '@postbus/db';
import { maxVideoSize } from '@postbus/tiktok';
import { errors } from '../../errors.ts';
import { lockStorage, storedBytes } from './repository.ts';

/**
 * Raises `storage_full` if a workspace has no room for a file; for one whose size nobody knows yet, the largest that there
 * may be. To be asked in the transaction that writes the row: others of the workspace wait for it.
 */
export async function claimStorage(
  tx: Queryable,
  {
    workspaceId,
    sizeBytes,
    limitBytes,
  }: { workspaceId: string; sizeBytes: number | null; limitBytes: number },
): Promise<void> {
  await lockStorage(tx, workspaceId);
  const stored = await storedBytes(tx, workspaceId, maxVideoSize);
  if (stored + (sizeBytes ?? maxVideoSize) > limitBytes)
    throw errors.storageFull({ details: { storedBytes: stored, limitBytes } });
}
