import { copyFile, mkdtemp, rename, rm } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import { Problem } from '../problem.ts';
import { cacheFolder } from './cache.ts';
import { installWithBrew, unpackDebianPackage } from './distribution.ts';
import { downloadRelease } from './release.ts';
import { isAtLeast, natsVersionOf, oldestNatsVersion } from './version.ts';

export interface FindNatsServerOptions {
  env: NodeJS.ProcessEnv;
  /** Told when something is fetched, because that takes a while. */
  progress?: (line: string) => void;
}

/**
 * Returns the path of a nats-server that is new enough: from PATH, from the cache, or fetched into the cache from the
 * first source that has it. Raises a Problem that says what to install when there is none.
 */
export async function findNatsServer({ env, progress = () => {} }: FindNatsServerOptions): Promise<string> {
  const onPath = programsOnPath('nats-server', env.PATH ?? '').find(isUsable);
  if (onPath) return onPath;
  const cache = await cacheFolder(env);
  const cached = join(cache, 'nats-server');
  if (isUsable(cached)) return cached;

  const reasons: string[] = [];
  for (const [source, fetchInto] of sources) {
    progress(`Fetching nats-server from ${source} …`);
    const folder = await mkdtemp(join(cache, 'fetch-'));
    try {
      const program = await fetchInto(folder);
      if (!isUsable(program)) throw new Error(`what came is not nats-server ${minimum} or younger`);
      const draft = join(folder, 'nats-server.new');
      await copyFile(program, draft);
      // Renamed, so that another run that fetches at the same time never meets half a file.
      await rename(draft, cached);
      return cached;
    } catch (error) {
      reasons.push(`${source}: ${firstLine(error)}`);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  throw new Problem(
    `No nats-server ${minimum} or younger: install it (https://github.com/nats-io/nats-server/releases) so that it is ` +
      `on PATH, or set NATS_URL to one that runs. Tried: ${reasons.join('; ')}.`,
  );
}

const minimum = oldestNatsVersion.join('.');

const sources: [name: string, fetchInto: (folder: string) => Promise<string>][] = [
  ['GitHub', downloadRelease],
  ['the Debian package', unpackDebianPackage],
  ['Homebrew', installWithBrew],
];

function programsOnPath(name: string, path: string): string[] {
  return path
    .split(delimiter)
    .filter((folder) => isAbsolute(folder))
    .map((folder) => join(folder, name));
}

function isUsable(program: string): boolean {
  const version = natsVersionOf(program);
  return version !== undefined && isAtLeast(version, oldestNatsVersion);
}

function firstLine(error: unknown): string {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 'not on this machine';
  const detail = error instanceof Error && 'stderr' in error ? String(error.stderr) : '';
  const message = detail.trim() || (error instanceof Error ? error.message : String(error));
  const cause = error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : '';
  return `${message.split('\n')[0]}${cause}`;
}
