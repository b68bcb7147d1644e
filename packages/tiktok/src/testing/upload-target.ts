import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { listen } from './http-server.ts';

/** What goes wrong with one PUT. */
export type Fault =
  | { kind: 'status'; status: number; storing?: boolean; headers?: Record<string, string> }
  /** The connection breaks after so many bytes of the chunk; nothing is stored. */
  | { kind: 'reset'; afterBytes: number }
  /** The chunk is stored, and the connection breaks before the answer. */
  | { kind: 'lostAnswer' }
  /** Nothing is read and nothing is answered. */
  | { kind: 'hang' }
  /** An answer before any of the body is read. */
  | { kind: 'early'; status: number };

export interface UploadTargetOptions {
  videoSize: number;
  /** What `Content-Range` ends in. */
  counts?: 'lastIndex' | 'bytes' | 'nothing';
  /** Whether a 416 says where the upload is. */
  positionOn416?: boolean;
  /** Bytes that an earlier run has sent. */
  stored?: number;
  /** The fault of the n-th PUT, from 0. */
  fault?(index: number, range: { first: number; last: number }): Fault | undefined;
}

/** TikTok's upload host for one video, as its media transfer guide says: chunks in sequence, 206, 201, 416. */
export async function startUploadTarget(options: UploadTargetOptions) {
  const { videoSize, counts = 'lastIndex', positionOn416 = true } = options;
  const hash = createHash('sha256');
  const state = { stored: options.stored ?? 0, received: 0 };
  const puts: { range: string; headers: IncomingMessage['headers']; url: string }[] = [];

  const position = (): Record<string, string> => {
    if (counts === 'nothing') return {};
    const end = counts === 'bytes' ? state.stored : Math.max(0, state.stored - 1);
    return { 'content-range': `bytes 0-${end}/${videoSize}` };
  };
  const answer = (response: ServerResponse, status: number, headers: Record<string, string>) =>
    response.writeHead(status, headers).end();

  const { url } = await listen(async (request, response) => {
    const range = request.headers['content-range'] ?? '';
    const [first = -1, last = -1] = /^bytes (\d+)-(\d+)/.exec(range)?.slice(1).map(Number) ?? [];
    const fault = options.fault?.(puts.length, { first, last });
    puts.push({ range, headers: request.headers, url: request.url ?? '' });
    if (fault?.kind === 'hang') return;
    if (fault?.kind === 'early') {
      answer(response, fault.status, {});
      return;
    }

    const parts: Buffer[] = [];
    let bytes = 0;
    for await (const part of request) {
      parts.push(part);
      bytes += part.length;
      state.received += part.length;
      if (fault?.kind === 'reset' && bytes >= fault.afterBytes) throw new Error('reset');
    }
    if (fault?.kind === 'status' && !fault.storing) {
      answer(response, fault.status, fault.headers ?? {});
      return;
    }
    if (first !== state.stored || range !== `bytes ${first}-${last}/${videoSize}`) {
      answer(response, 416, positionOn416 ? position() : {});
      return;
    }
    if (bytes !== last - first + 1) {
      answer(response, 400, {});
      return;
    }
    for (const part of parts) hash.update(part);
    state.stored += bytes;
    if (fault?.kind === 'lostAnswer') {
      request.socket.destroy();
      await once(response, 'close');
      return;
    }
    if (fault?.kind === 'status') answer(response, fault.status, fault.headers ?? {});
    else answer(response, state.stored === videoSize ? 201 : 206, position());
  });

  return {
    uploadUrl: `${url}/video/?upload_id=7600000000000000002&upload_token=demoTok1%2F!`,
    puts,
    state,
    ranges: () => puts.map(({ range }) => range.replace(/^bytes |\/.*/g, '')),
    sha256: () => hash.copy().digest('hex'),
  };
}
