import { execFile } from 'node:child_process';
import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const limits = { timeout: 600_000, maxBuffer: 64 * 1024 * 1024 };

/**
 * Unpacks the Debian package chromium-headless-shell, and every library that it needs and this machine lacks, without root:
 * apt keeps its lists and downloads in `folder` and nothing is installed. It is Chromium without a window: a fifth less to
 * fetch, and quicker. Returns a folder with the program `chromium`.
 */
export async function unpackDebianChromium(folder: string): Promise<string> {
  const lists = join(folder, 'lists');
  const cache = join(folder, 'cache');
  const archives = join(cache, 'archives');
  const unpacked = join(folder, 'chromium');
  for (const made of [join(lists, 'partial'), join(archives, 'partial'), join(unpacked, 'root')]) {
    await mkdir(made, { recursive: true });
  }
  const options = [
    ...['-o', `Dir::State::lists=${lists}`, '-o', `Dir::Cache=${cache}`],
    // Our folders are private, and apt would hand the download to a user who cannot enter them.
    ...['-o', 'APT::Sandbox::User=', '-o', 'Acquire::Retries=1', '-o', 'Acquire::http::Timeout=10'],
    // Nothing is installed, so nobody has to be kept from installing.
    ...['-o', 'Debug::NoLocking=1', '-o', 'APT::Install-Recommends=0', '-qq'],
  ];
  const inFolder = { ...limits, cwd: folder };
  await run('apt-get', [...options, 'update'], inFolder);
  const download = [...options, '--yes', '--download-only', '--reinstall', 'install'];
  await run('apt-get', [...download, ...programPackages], inFolder);
  const packages = (await readdir(archives)).filter((name) => name.endsWith('.deb'));
  if (packages.length === 0) throw new Error('apt-get downloaded nothing');
  for (const name of packages) {
    await run('dpkg-deb', ['-x', join(archives, name), join(unpacked, 'root')], inFolder);
  }
  const program = join(unpacked, 'chromium');
  await writeFile(program, launcher);
  await chmod(program, 0o755);
  return unpacked;
}

/** The program and the files that have to lie beside it: fetched even where they are installed. */
const programPackages = ['chromium-headless-shell', 'chromium-common'];

/** Finds the libraries beside the program, wherever the folder has been moved to. Some packages keep theirs in a folder below. */
const launcher = `#!/bin/sh
root="$(dirname "$(readlink -f "$0")")/root"
for folder in "$root"/usr/lib/*-linux-gnu "$root"/usr/lib/*-linux-gnu/*/ "$root"/usr/lib/chromium; do
  LD_LIBRARY_PATH="$folder:$LD_LIBRARY_PATH"
done
export LD_LIBRARY_PATH
[ -d /etc/fonts ] || export FONTCONFIG_PATH="$root/etc/fonts"
exec "$root/usr/lib/chromium/chromium-headless-shell" "$@"
`;
