import { appendFile, stat, truncate } from 'node:fs/promises';

const boxHeaderBytes = 8;

/**
 * Makes an MP4 exactly `bytes` long by a box of padding at its end, which players skip.
 * Source: ISO/IEC 14496-12, 8.1.2, box `free`.
 */
export async function padVideo(path: string, bytes: number): Promise<void> {
  const { size } = await stat(path);
  const header = Buffer.alloc(boxHeaderBytes);
  header.writeUInt32BE(bytes - size, 0);
  header.write('free', 4, 'latin1');
  await appendFile(path, header);
  await truncate(path, bytes);
}
