import { createStore, del, get, set } from 'idb-keyval';

const store = createStore('postbus', 'files');
/** Those of this page, whether or not the browser has room for them. */
const atHand = new Map<string, File>();

/**
 * Keeps a file in the browser, so that its upload goes on by itself after a reload. A browser that has no room for it
 * answers false: the person is then asked for the file again.
 */
export async function keepFile(id: string, file: File): Promise<boolean> {
  atHand.set(id, file);
  try {
    await set(id, file, store);
    return true;
  } catch {
    return false;
  }
}

export async function readFile(id: string): Promise<File | undefined> {
  try {
    return atHand.get(id) ?? (await get<File>(id, store));
  } catch {
    return undefined;
  }
}

export async function dropFile(id: string): Promise<void> {
  atHand.delete(id);
  await del(id, store).catch(() => {}); // The browser keeps no files.
}
