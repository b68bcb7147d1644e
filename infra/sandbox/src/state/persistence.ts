import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyBaseLogger } from 'fastify';
import type { Clock } from '../clock.ts';
import type { Store } from './store.ts';

/** Raised whenever a saved state can no longer be read by this code. */
const version = 3;
const fileName = 'state.json';
const quietMs = 250;
/** Saving may take this share of the time, however large the state is. */
const savingShare = 0.05;

/** What a start finds of an earlier run. */
interface SavedState {
  store: Store;
  clockOffset: number;
}

/** Reads what an earlier run saved in a folder; null when there is nothing, or nothing readable. */
export async function loadState(dataDir: string, log: FastifyBaseLogger): Promise<SavedState | null> {
  const text = await readFile(join(dataDir, fileName), 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    const saved = JSON.parse(text, (_key, value) => (isSavedMap(value) ? new Map(value.map) : value));
    if (saved.version === version) return saved;
  } catch {
    // Told below, in the same words as an old version.
  }
  log.warn('the saved state cannot be read: starting afresh');
  return null;
}

const isSavedMap = (value: unknown): value is { map: [string, unknown][] } =>
  typeof value === 'object' && value !== null && 'map' in value && Array.isArray(value.map);

/** Saves the state a moment after it changed, and on `close`. The file holds tokens: only its owner reads it. */
export function createStateSaver({ store, clock, dataDir }: { store: Store; clock: Clock; dataDir: string }) {
  const path = join(dataDir, fileName);
  let timer: NodeJS.Timeout | null = null;
  let saving: Promise<void> = Promise.resolve();
  let waitMs = quietMs;
  let closed = false;

  async function save(): Promise<void> {
    const startedAt = performance.now();
    const state = { version, store, clockOffset: clock.offset() };
    const text = JSON.stringify(state, (_key, value) => (value instanceof Map ? { map: [...value] } : value));
    await writeFile(`${path}.new`, text, { mode: 0o600 });
    await rename(`${path}.new`, path);
    waitMs = Math.max(quietMs, (performance.now() - startedAt) / savingShare);
  }

  function flush(): Promise<void> {
    if (timer) clearTimeout(timer);
    timer = null;
    saving = saving.catch(() => {}).then(save);
    return saving;
  }

  return {
    changed() {
      if (closed) return;
      timer ??= setTimeout(() => {
        timer = null;
        flush().catch(() => {});
      }, waitMs);
    },
    /** Saves a last time; later changes are not taken. */
    async close() {
      closed = true;
      await flush();
    },
  };
}
