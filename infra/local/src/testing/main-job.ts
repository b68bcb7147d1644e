import { createApi } from '../demo/api.ts';
import { createBrowser } from '../demo/browser.ts';
import { connectCreator } from '../demo/connect-creator.ts';
import { type DemoResult, runDemo } from '../demo/run-demo.ts';
import { uploadMedia } from '../demo/upload-media.ts';
import type { Stack } from '../stack/start-stack.ts';

const outageLimitMs = 5 * 60_000;

export interface MainJobOptions {
  /** The video; a new one is encoded if there is none. */
  file?: string;
  /** Told each step in a line. */
  say?: (line: string) => void;
}

/** Does the main job once, as `npm run demo` does: connects a creator, uploads, publishes, waits for the CRM. */
export const runMainJob = (
  stack: Stack,
  { file, say = () => {} }: MainJobOptions = {},
): Promise<DemoResult> => runDemo({ local: stack, file, say, signal: new AbortController().signal });

const patience = { limitMs: outageLimitMs, say: () => {}, signal: new AbortController().signal };

/** Connects a creator of the sandbox as a person would: one that every sandbox has, unless told. Returns the account's id. */
export async function connectTestCreator(stack: Stack, creator?: string): Promise<string> {
  const browser = createBrowser(patience);
  const { accountId } = await connectCreator(stack, createApi(stack, patience), browser, creator);
  return accountId;
}

/** Uploads a file as the administrator, through every interruption. Returns the media's id. */
export const uploadTestMedia = (stack: Stack, file: string): Promise<string> =>
  uploadMedia({
    endpoint: `${stack.urls.uploader}/api/media`,
    file,
    api: createApi(stack, patience),
    patience,
    onProgress: () => {},
  });
