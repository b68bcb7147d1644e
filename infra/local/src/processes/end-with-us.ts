import { type ChildProcess, spawn } from 'node:child_process';
import { Socket } from 'node:net';

/** Waits for the end of its standard input, then ends process $2 with signal $1, and removes folder $3 if there is one. */
const script = `
while read -r _; do :; done
kill -s "$1" "$2" 2>/dev/null
tries=0
while kill -0 "$2" 2>/dev/null && [ "$tries" -lt 24 ]; do sleep 0.5; tries=$((tries + 1)); done
kill -s KILL "$2" 2>/dev/null
[ -z "$3" ] || rm -rf -- "$3"
`;

export interface EndWithUsOptions {
  /** How the process is asked to end; `SIGTERM` unless told. After 12 s it is killed. */
  signal?: NodeJS.Signals;
  /** A temporary folder to remove afterwards. */
  remove?: string;
}

/**
 * Ends a child when this process is gone, even by `kill -9`: a small shell holds the other end of a pipe, which the
 * kernel closes with us. The shell goes by itself when the child ends first.
 */
export function endWithUs(child: ChildProcess, options: EndWithUsOptions = {}): void {
  if (child.pid === undefined) return;
  const signal = (options.signal ?? 'SIGTERM').replace('SIG', '');
  const args = ['-c', script, 'postbus-guard', signal, `${child.pid}`, options.remove ?? ''];
  // In a session of its own, so that Ctrl-C in the terminal does not end the guard before the guarded.
  const guard = spawn('/bin/sh', args, { detached: true, stdio: ['pipe', 'ignore', 'ignore'], cwd: '/' });
  guard.on('error', () => {});
  guard.stdin.on('error', () => {});
  guard.unref();
  // A pipe to a child is a socket, whatever its type says.
  if (guard.stdin instanceof Socket) guard.stdin.unref();
  // Killed, not told: its order names a process number that may soon belong to somebody else.
  child.once('exit', () => guard.kill('SIGKILL'));
}
