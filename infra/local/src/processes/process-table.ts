import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Something that tells a process from a later one with the same number: when it started. Undefined if there is no
 * such process.
 */
export function processIdentity(pid: number): string | undefined {
  if (process.platform !== 'linux') return ask(pid, 'lstart=');
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // Field 22 counted from the end of the name, which may hold spaces and brackets. Field 3 is the state.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : `${boot} ${fields[19]}`;
  } catch {
    return undefined;
  }
}

/** The command line of a process, or undefined if there is no such process. */
export function commandLine(pid: number): string | undefined {
  if (process.platform !== 'linux') return ask(pid, 'args=');
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ') || undefined;
  } catch {
    return undefined;
  }
}

function ask(pid: number, field: string): string | undefined {
  try {
    const stdio: ['ignore', 'pipe', 'ignore'] = ['ignore', 'pipe', 'ignore'];
    return execFileSync('ps', ['-o', field, '-p', `${pid}`], { encoding: 'utf8', stdio }).trim() || undefined;
  } catch {
    return undefined;
  }
}
