// The way in: `node infra/local/bootstrap.mjs <command> [arguments]`. Runs on any Node from 20 on and needs nothing
// installed: it installs the dependencies when they are missing or out of date, then runs the command, which is
// TypeScript, on the repository's own Node.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const modules = join(root, 'node_modules');
const ownNode = join(modules, 'node', 'bin', 'node');
const stampFile = join(modules, '.postbus-installed');
const lockFolder = join(modules, '.postbus-installing');
const commandsFolder = join(root, 'infra', 'local', 'src', 'commands');

/** Something the person at the keyboard can put right: shown as one line. */
class Refusal extends Error {}

const [command = '', ...commandArguments] = process.argv.slice(2);
try {
  requireNode();
  const commandFile = findCommand();
  await install();
  await run(commandFile);
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

function requireNode() {
  const major = Number.parseInt(process.versions.node, 10);
  if (major < 20) {
    throw new Refusal(
      `Postbus needs Node.js 20 or later and npm, this is ${process.version}: see https://nodejs.org`,
    );
  }
  if (process.platform === 'win32')
    throw new Refusal('Postbus runs on Linux and macOS. On Windows use WSL 2.');
}

function findCommand() {
  const names = readdirSync(commandsFolder)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.slice(0, -'.ts'.length));
  const name = command.replaceAll(':', '-');
  if (!names.includes(name))
    throw new Refusal(`There is no command "${command}": ${names.sort().join(', ')}`);
  return join(commandsFolder, `${name}.ts`);
}

/** Installs unless what is installed belongs to this lockfile. Of several at the same time one does the work. */
async function install() {
  const wanted = stamp();
  if (isInstalled(wanted)) return;
  mkdirSync(modules, { recursive: true });
  await lock();
  try {
    if (isInstalled(wanted)) return;
    console.error('Installing the dependencies; the first time this takes a minute …');
    installWithPnpm();
    writeFileSync(stampFile, wanted);
  } finally {
    rmSync(lockFolder, { recursive: true, force: true });
  }
}

function stamp() {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}\n`);
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml']) hash.update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

function isInstalled(wanted) {
  return existsSync(ownNode) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted;
}

/** A folder can be made only once. Its file says who did, so that one left behind by a crash is taken over. */
async function lock() {
  const ownerFile = join(lockFolder, 'pid');
  for (let waits = 0; ; waits += 1) {
    try {
      mkdirSync(lockFolder);
      writeFileSync(ownerFile, `${process.pid}`);
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw cannotWrite(error);
    }
    if (waits === 0) console.error('Waiting for another installation to finish …');
    const owner = existsSync(ownerFile) ? Number(readFileSync(ownerFile, 'utf8')) : 0;
    // Without an owner it is being made this moment, or its maker died just then: wait a little, then take it over.
    if (owner ? !isAlive(owner) : waits > 20) rmSync(lockFolder, { recursive: true, force: true });
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function installWithPnpm() {
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const pnpm = ['exec', '--yes', '--', packageManager, 'install', '--frozen-lockfile'];
  const result = spawnSync('npm', pnpm, {
    cwd: root,
    env: installEnvironment(),
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  if (result.error?.code === 'ENOENT')
    throw new Refusal('Postbus needs npm, which comes with Node.js: see https://nodejs.org');
  if (result.error) throw result.error;
  if (result.status === 0 && existsSync(ownNode)) return;
  console.error(`${result.stdout}${result.stderr}`.trimEnd());
  throw new Refusal(
    'The dependencies cannot be installed: see above. Is the npm registry (or your mirror of it) in reach?',
  );
}

function installEnvironment() {
  // CI: pnpm asks no questions and may replace what an older version has installed.
  const environment = { ...process.env, CI: 'true' };
  if (!canWrite(process.env.HOME)) {
    // npm and pnpm keep caches at home. A user without one gets a home for this purpose.
    environment.HOME = join(modules, '.cache', 'home');
    mkdirSync(environment.HOME, { recursive: true });
  }
  return environment;
}

function canWrite(folder) {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function cannotWrite(error) {
  return new Refusal(
    `Postbus cannot write to ${modules} (${error.code}): run it as the user who owns the folder.`,
  );
}

/** Runs the command in the foreground: hands on signals and the exit code, and waits until it has ended. */
async function run(commandFile) {
  const path = [dirname(ownNode), join(modules, '.bin'), process.env.PATH].filter(Boolean).join(delimiter);
  const child = spawn(ownNode, [commandFile, ...commandArguments], {
    cwd: root,
    // What Node has compiled is kept, which makes every later start quicker.
    env: { NODE_COMPILE_CACHE: join(modules, '.cache', 'compiled'), ...process.env, PATH: path },
    // The channel tells the command when we are gone, even by kill -9.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  endWithNpm(child);
  const [code, signal] = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (...how) => resolve(how));
  });
  if (signal) process.exit(1);
  process.exit(code);
}

/** npm may be killed without passing it on. Nobody would be left to end the command. */
function endWithNpm(child) {
  if (!process.env.npm_lifecycle_event) return;
  const npm = npmProcess();
  setInterval(() => {
    if (!isAlive(npm)) child.kill('SIGTERM');
  }, 1000).unref();
}

/** The npm above us: between it and us are a shell and perhaps a script that leads to Node. */
function npmProcess() {
  try {
    for (let pid = process.ppid; pid > 1; ) {
      // The name of the program stands in brackets and may hold spaces; after it come the state and the parent.
      const [, name, parent] = /^\d+ \((.*)\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'));
      if (name.startsWith('npm')) return pid;
      pid = Number(parent);
    }
  } catch {
    // Not Linux, or npm is gone already.
  }
  return process.ppid;
}
