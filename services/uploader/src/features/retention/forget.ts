import type { Database } from '@postbus/db';
import { idempotencyKeys, inbox, outbox } from '@postbus/db/uploader';
import { prune } from '@postbus/events';
import { createLoop, type Logger, type Loop } from '@postbus/service-kit';
import { lt } from 'drizzle-orm';
import type { MediaFiles } from '../media/files.ts';
import { deleteMedia, listIds, listUnused, lockMedia } from '../media/repository.ts';
import { isMediaInUse } from '../publications/repository.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** How long is kept what nobody needs any more. Posts and their attempts are kept for ever. */
const keptMs = {
  /** Longer than the streams keep their messages: to fill an emptied broker, and to know a message that comes again. */
  events: 30 * dayMs,
  idempotencyKeys: 2 * dayMs,
  /** Files that no row knows, and that nobody has written to. */
  orphans: dayMs,
};

const idsAtOnce = 1000;

export interface ForgetDependencies {
  db: Database;
  files: MediaFiles;
  logger: Logger;
  /** Milliseconds since 1970. */
  clock: () => number;
  /** How long a file is kept after it was last needed. */
  mediaDays: number;
  /** How long an upload may take. */
  uploadHours: number;
}

/** Deletes what is no longer needed. Several processes may do so at the same time. */
export async function forgetOld({
  db,
  files,
  clock,
  mediaDays,
  uploadHours,
}: ForgetDependencies): Promise<void> {
  const ago = (ms: number) => new Date(clock() - ms);
  await prune({ db, outbox, inbox, before: ago(keptMs.events) });
  await db.delete(idempotencyKeys).where(lt(idempotencyKeys.createdAt, ago(keptMs.idempotencyKeys)));

  const unused = await listUnused(db, { ready: ago(mediaDays * dayMs), begun: ago(uploadHours * hourMs) });
  for (const { id, workspaceId } of unused) {
    await db.transaction(async (tx) => {
      // A post may have been made with it meanwhile.
      const [row] = await lockMedia(tx, { workspaceId, mediaIds: [id] });
      if (!row) return;
      if (!(await isMediaInUse(tx, id))) await deleteMedia(tx, id);
    });
  }
  await removeOrphans({ db, files }, ago(keptMs.orphans));
}

/** Files without a row: the process ended between removing the one and the other. */
async function removeOrphans(
  { db, files }: Pick<ForgetDependencies, 'db' | 'files'>,
  before: Date,
): Promise<void> {
  const ids = await files.list();
  for (let first = 0; first < ids.length; first += idsAtOnce) {
    const some = ids.slice(first, first + idsAtOnce);
    const known = new Set(await listIds(db, some));
    for (const id of some) {
      if (!known.has(id) && !(await touchedAfter(files, id, before))) await files.remove(id);
    }
  }
}

async function touchedAfter(files: MediaFiles, id: string, moment: Date): Promise<boolean> {
  const found = await files.stat(id);
  return found !== null && found.modifiedAt > moment;
}

/** Does it every hour. */
export const createForgetLoop = (dependencies: ForgetDependencies): Loop =>
  createLoop(async () => {
    try {
      await forgetOld(dependencies);
    } catch (error) {
      dependencies.logger.warn({ err: error }, 'could not delete what is no longer needed');
    }
    return hourMs;
  });
