import { tell, wordOfParent } from './parent.ts';

const sampleMs = 10;
const MiB = 1024 ** 2;
const warmUpBytes = 16 * MiB;

export interface Upload {
  uploadUrl: string;
  path: string;
  /** How many of the file's bytes to send, from the first. */
  bytes: number;
}

/**
 * In a process of its own: sends the first 16 MiB, so that code, connection and heap are as in a process that works, and
 * reports readiness. Then, on the benchmark's word, sends the file and reports how long it took and by how much the
 * resident memory grew at most.
 */
export async function measureUpload(upload: (what: Upload) => Promise<void>): Promise<void> {
  const [uploadUrl = '', path = '', size = ''] = process.argv.slice(2);
  const bytes = Number(size);
  await upload({ uploadUrl, path, bytes: Math.min(bytes, warmUpBytes) });
  tell({ isReady: true });
  await wordOfParent();

  const restBytes = process.memoryUsage.rss();
  let mostBytes = restBytes;
  const look = () => {
    mostBytes = Math.max(mostBytes, process.memoryUsage.rss());
  };
  const looking = setInterval(look, sampleMs);
  const begin = performance.now();
  await upload({ uploadUrl, path, bytes });
  const seconds = (performance.now() - begin) / 1000;
  clearInterval(looking);
  look();
  tell({ seconds, rssGrowthMiB: (mostBytes - restBytes) / MiB });
}
