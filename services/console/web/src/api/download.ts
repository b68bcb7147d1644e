import { send } from './send.ts';

/** Saves what a service answers as a file. An answer that is no success raises an `ApiError` and saves nothing. */
export async function download(path: string, query: object, fileName: string): Promise<void> {
  const url = new URL(path, location.href);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, `${value}`);
  const answer = await send(new Request(url));
  const address = URL.createObjectURL(await answer.blob());
  const link = Object.assign(document.createElement('a'), { href: address, download: fileName });
  link.click();
  // Not at once: the browser has to begin reading it.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
