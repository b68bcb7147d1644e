import { once } from 'node:events';

/** For a script of `children/`: tells the benchmark. Ends the process when there is nobody to tell. */
export function tell(message: object): void {
  if (!process.send) throw new Error('This script is started by a benchmark');
  process.send(message);
}

/** Waits for the benchmark's next word. */
export async function wordOfParent(): Promise<void> {
  await once(process, 'message');
}

process.once('disconnect', () => process.exit());
