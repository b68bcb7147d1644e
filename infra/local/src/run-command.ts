import { Problem } from './problem.ts';

/** What a command gets to know of its surroundings. */
export interface CommandContext {
  /** Aborted when the command shall end. */
  signal: AbortSignal;
  /** Resolves when the command shall end: by Ctrl-C, by a signal, or because the shell around it is gone. */
  ended: Promise<void>;
  /** What was given on the command line. */
  args: string[];
}

/** Thrown by a command that has told already what is wrong. */
export class Failed extends Error {}

/**
 * Runs a command at the process's edge: a Problem becomes one message and exit code 1; an interrupted command exits with
 * 130 unless it comes to its own end.
 */
export async function runCommand(command: (context: CommandContext) => Promise<void>): Promise<never> {
  const ending = new AbortController();
  const end = () => ending.abort();
  // Ctrl-C comes twice, from the terminal and from bootstrap.mjs; both mean the same.
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, end);
  process.once('disconnect', end);
  process.channel?.unref();
  // Whoever read our output may be gone. That is no reason to leave processes behind.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', end);
  const ended = new Promise<void>((resolve) => ending.signal.addEventListener('abort', () => resolve()));

  try {
    await command({ signal: ending.signal, ended, args: process.argv.slice(2) });
    process.exit(process.exitCode ?? 0);
  } catch (error) {
    if (ending.signal.aborted) process.exit(130);
    if (error instanceof Problem) console.error(`\n${error.message}`);
    else if (isRefusedAccess(error)) console.error(`\n${error.message}. ${ownerAdvice}`);
    else if (!(error instanceof Failed)) console.error(error);
    process.exit(1);
  }
}

const ownerAdvice =
  'Run Postbus as the user who owns the folder (it may have been started by root before), or set POSTBUS_DATA_DIR.';

function isRefusedAccess(error: unknown): error is Error {
  return (
    error instanceof Error && 'code' in error && ['EACCES', 'EPERM', 'EROFS'].includes(String(error.code))
  );
}
