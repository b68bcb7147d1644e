import { request } from 'undici';
import { storeBody } from './store-body.ts';

interface DownloadOptions {
  path: string;
  longestBytes: number;
  signal: AbortSignal;
  /** Slows the body down. */
  pace: (body: AsyncIterable<Buffer>) => AsyncIterable<Buffer>;
  /** How many bytes the host has announced, null when it says nothing. */
  onStart: (announcedBytes: number | null) => void;
  onPiece: (bytes: number) => void;
}

/**
 * Downloads one file (reference 5.3). Throws when the host answers anything but 200 (redirects are not followed), when
 * the file is too long, and when it is not all there. Only the signal ends a host that says nothing.
 */
export async function download(url: string, options: DownloadOptions) {
  const { path, longestBytes, signal, onPiece } = options;
  // undici follows no redirect unless told to, and checks the length that the host announces.
  const answer = await request(url, { signal, headersTimeout: 0, bodyTimeout: 0 });
  if (answer.statusCode !== 200) {
    await answer.body.dump();
    throw new Error(`the host answered ${answer.statusCode}`);
  }
  const header = answer.headers['content-length'];
  const announced = header === undefined ? null : Number(header);
  let length = 0;

  async function* counted(): AsyncGenerator<Buffer> {
    if ((announced ?? 0) > longestBytes) throw new Error('the file is too long');
    for await (const piece of options.pace(answer.body)) {
      length += piece.length;
      if (length > longestBytes) throw new Error('the file is too long');
      onPiece(piece.length);
      yield piece;
    }
  }

  options.onStart(announced);
  const stored = await storeBody(counted(), { path, offset: 0 });
  return { ...stored, contentType: `${answer.headers['content-type'] ?? ''}` };
}
