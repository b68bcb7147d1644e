import { readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';

const ofTheStartBefore = '.previous.log';

/** Each start has logs of its own; those of the start before are kept beside them. */
export async function keepPreviousLogs(folder: string): Promise<void> {
  for (const file of await readdir(folder)) {
    if (!file.endsWith('.log') || file.endsWith(ofTheStartBefore)) continue;
    await rename(join(folder, file), join(folder, file.replace(/\.log$/, ofTheStartBefore)));
  }
}

/** What every process has written since the start, by its name. */
export async function readLogs(folder: string): Promise<Record<string, string>> {
  const files = (await readdir(folder)).filter(
    (file) => file.endsWith('.log') && !file.endsWith(ofTheStartBefore),
  );
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  return Object.fromEntries(files.map((file, index) => [file.replace(/\.log$/, ''), texts[index] ?? '']));
}
