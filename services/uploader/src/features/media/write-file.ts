import * as fs from 'node:fs/promises';
import type { MediaFiles } from './files.ts';

/** Makes a file of these bytes. */
export async function writeFile(files: MediaFiles, name: string, bytes: Uint8Array): Promise<void> {
  const path = files.scratchPath();
  await fs.writeFile(path, bytes);
  await files.put(name, path);
}
