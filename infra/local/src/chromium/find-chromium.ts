import { spawnSync } from 'node:child_process';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import { cacheFolder } from '../nats/cache.ts';
import { Problem } from '../problem.ts';
import { unpackDebianChromium } from './debian-chromium.ts';

const names = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
];
const elsewhere = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * Returns the path of a Chromium for browser tests: from PATH, from where macOS keeps programs, from the cache, or the Debian
 * package unpacked into the cache, for which nobody has to be root. Raises a Problem that says what to install when there is none.
 */
export async function findChromium({
  env,
  progress = () => {},
}: {
  env: NodeJS.ProcessEnv;
  /** Told when it is fetched, because that takes a while. */
  progress?: (line: string) => void;
}): Promise<string> {
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => isAbsolute(folder));
  const onPath = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  const installed = [...onPath, ...elsewhere].find(isChromium);
  if (installed) return installed;
  const cache = await cacheFolder(env);
  const cached = join(cache, 'chromium');
  const program = join(cached, 'chromium');
  if (isChromium(program)) return program;

  progress('Fetching Chromium for the browser tests …');
  const folder = await mkdtemp(join(cache, 'fetch-'));
  try {
    const unpacked = await unpackDebianChromium(folder);
    if (!isChromium(join(unpacked, 'chromium'))) throw new Error('what came does not run here');
    await rm(cached, { recursive: true, force: true });
    // Renamed, so that another run that fetches at the same time never meets half of it.
    await rename(unpacked, cached);
    return program;
  } catch (error) {
    if (isChromium(program)) return program;
    throw new Problem(
      `No Chromium for the browser tests: install it so that "chromium" or "google-chrome" is on PATH. Tried the Debian package: ${
        error instanceof Error ? error.message.split('\n')[0] : error
      }.`,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function isChromium(program: string): boolean {
  const { status, stdout } = spawnSync(program, ['--version'], { encoding: 'utf8', timeout: 20_000 });
  return status === 0 && /chrom/i.test(stdout);
}
