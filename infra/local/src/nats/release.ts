import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { extract } from 'tar';
import { releaseChecksums, releaseVersion } from './release-checksums.ts';

/** GitHub answers at once or not at all; then the next way is tried. */
const answerWithinMs = 4_000;
const completeWithinMs = 120_000;

/** Unpacks nats-server's official release for this platform into `folder`. Returns the program's path. */
export async function downloadRelease(folder: string): Promise<string> {
  const platform = `${process.platform}-${process.arch === 'x64' ? 'amd64' : process.arch}`;
  const checksum = releaseChecksums[platform];
  if (!checksum) throw new Error(`no pinned release for ${platform}`);
  const name = `nats-server-v${releaseVersion}-${platform}`;
  const archive = await fetchWithin(
    `https://github.com/nats-io/nats-server/releases/download/v${releaseVersion}/${name}.tar.gz`,
  );
  if (createHash('sha256').update(archive).digest('hex') !== checksum) {
    throw new Error(`${name}.tar.gz does not have the expected checksum`);
  }
  const file = join(folder, 'release.tar.gz');
  await writeFile(file, archive);
  await extract({ file, cwd: folder });
  return join(folder, name, 'nats-server');
}

async function fetchWithin(url: string): Promise<Buffer> {
  const abort = new AbortController();
  const unanswered = setTimeout(() => abort.abort(new Error('no answer')), answerWithinMs);
  const incomplete = setTimeout(() => abort.abort(new Error('too slow')), completeWithinMs);
  try {
    const response = await fetch(url, { signal: abort.signal });
    clearTimeout(unanswered);
    if (!response.ok) throw new Error(`status ${response.status}`);
    return Buffer.from(await response.arrayBuffer());
  } finally {
    clearTimeout(unanswered);
    clearTimeout(incomplete);
  }
}
