import { Problem } from '../problem.ts';
import { type LocalFile, readLocalFile } from '../stack/local-file.ts';

/** What `local.json` says of the stack, once its services answer. Raises a Problem if there is none with the sandbox. */
export async function usableStack(dataDir: string): Promise<LocalFile> {
  const local = await readLocalFile(dataDir);
  if (!local) throw new Problem('The stack is still starting: try again when it is ready.');
  if (local.platform !== 'sandbox') {
    throw new Problem(
      'This stack talks to TikTok. The demo needs the sandbox: unset TIKTOK_CLIENT_KEY and its like.',
    );
  }
  return local;
}
