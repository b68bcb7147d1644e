import { usableStack } from '../demo/usable-stack.ts';
import { dataDirectory } from '../paths.ts';
import { Problem } from '../problem.ts';
import { runCommand } from '../run-command.ts';
import { runSeed, type SeedResult } from '../seed/run-seed.ts';
import type { LocalFile } from '../stack/local-file.ts';
import { stackOwner } from '../stack/lock.ts';

/** `npm run demo:seed`: fills the workspace of the stack that runs with creators, posts and a month of figures. */
await runCommand(async ({ signal }) => {
  const dataDir = dataDirectory(process.env);
  if (stackOwner(dataDir) === undefined) {
    throw new Problem('No stack is running: begin with npm start, then run this in a second terminal.');
  }
  const local = await usableStack(dataDir);
  const began = performance.now();
  const result = await runSeed({ local, say: (line) => console.log(line), signal });
  console.log(describe(result, local, (performance.now() - began) / 1000));
});

function describe({ creators, made }: SeedResult, { urls, signInUrl }: LocalFile, seconds: number): string {
  const total = creators.reduce((sum, { posts }) => sum + posts, 0);
  const count = new Intl.NumberFormat('en');
  return [
    '',
    made === 0
      ? `Nothing to do: ${creators.length} creators with ${total} posts are there already.`
      : `Made ${made} posts in ${seconds.toFixed(0)} s. There are ${creators.length} creators with ${total} posts.`,
    ...creators.map(
      ({ username, posts, views, followers }) =>
        `  @${username.padEnd(16)} ${posts} posts, ${count.format(views)} views, ${count.format(followers)} followers`,
    ),
    '',
    `Look at them: ${signInUrl ?? urls.console ?? urls.sandbox}`,
    ...(urls.sandbox ? [`What TikTok has of them: ${urls.sandbox}`] : []),
    'To begin anew: npm run reset, with the stack ended.',
  ].join('\n');
}
