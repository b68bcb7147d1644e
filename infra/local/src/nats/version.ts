import { spawnSync } from 'node:child_process';

export type NatsVersion = [major: number, minor: number, patch: number];

/** The oldest that does locally. Production asks for 2.12. */
export const oldestNatsVersion: NatsVersion = [2, 9, 10];

/** Reads what `nats-server --version` prints, such as `nats-server: v2.9.10`; undefined if it is something else. */
export function parseNatsVersion(output: string): NatsVersion | undefined {
  const match = /^nats-server:? v(\d+)\.(\d+)\.(\d+)\b/m.exec(output);
  return match ? [Number(match[1]), Number(match[2]), Number(match[3])] : undefined;
}

/** Whether `version` is `oldest` or younger. */
export function isAtLeast(version: NatsVersion, oldest: NatsVersion): boolean {
  const at = version.findIndex((part, index) => part !== oldest[index]);
  return at === -1 || (version[at] ?? 0) > (oldest[at] ?? 0);
}

/** The version of this program, or undefined if it is not there, does not run or is not nats-server. */
export function natsVersionOf(program: string): NatsVersion | undefined {
  const { stdout, status } = spawnSync(program, ['--version'], { encoding: 'utf8', timeout: 10_000 });
  return status === 0 ? parseNatsVersion(stdout) : undefined;
}
