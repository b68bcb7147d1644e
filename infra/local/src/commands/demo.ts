import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { databaseServices } from '@postbus/db';
import { type DemoResult, runDemo } from '../demo/run-demo.ts';
import { usableStack } from '../demo/usable-stack.ts';
import { dataDirectory } from '../paths.ts';
import { Problem } from '../problem.ts';
import { runCommand } from '../run-command.ts';
import type { LocalFile } from '../stack/local-file.ts';
import { stackOwner } from '../stack/lock.ts';
import { type Stack, startStack } from '../stack/start-stack.ts';

/** `npm run demo -- [FILE.mp4] [--json]`: the main job, on the stack that runs or on one that it starts and ends. */
await runCommand(async ({ args, signal }) => {
  const { file, json } = readArguments(args);
  if (file) await requireVideo(file);
  // With --json the one object is all there is on standard output.
  const say = (line: string) => (json ? console.error(line) : console.log(line));

  const dataDir = dataDirectory(process.env);
  let stack: Stack | undefined;
  try {
    if (stackOwner(dataDir) === undefined) {
      say('No stack is running: starting one for the demo …');
      stack = await startStack({ log: say, signal, services: [...databaseServices] });
    }
    const local = await usableStack(dataDir);
    const result = await runDemo({ local, file, say, signal });
    console.log(json ? JSON.stringify(result) : describe(result, local));
  } finally {
    await stack?.close();
  }
});

function readArguments(args: string[]): { file: string | undefined; json: boolean } {
  try {
    const { positionals, values } = parseArgs({
      args,
      allowPositionals: true,
      options: { json: { type: 'boolean' } },
    });
    if (positionals.length > 1) throw new Error('Name one file at most');
    // npm changes the folder; what the person named is seen from where they are.
    const from = process.env.INIT_CWD ?? process.cwd();
    const [file] = positionals;
    return { file: file === undefined ? undefined : resolve(from, file), json: values.json === true };
  } catch (error) {
    throw new Problem(
      `${error instanceof Error ? error.message : error}. Usage: npm run demo -- [FILE.mp4] [--json]`,
    );
  }
}

async function requireVideo(file: string): Promise<void> {
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile()) throw new Problem(`There is no file ${file}.`);
  if (found.size === 0) throw new Problem(`${file} is empty.`);
}

function describe(result: DemoResult, { urls }: LocalFile): string {
  return [
    '',
    `Published in ${(result.durationMs / 1000).toFixed(1)} s. crm-sync holds it:`,
    `  post id      ${result.postId}`,
    `  caption      ${result.caption}`,
    `  published    ${result.publishedAt}`,
    `  publication  ${result.publicationId}`,
    `  publish id   ${result.publishId}`,
    `See it at ${urls.sandbox}`,
  ].join('\n');
}
