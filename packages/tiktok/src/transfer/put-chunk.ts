import type { Readable } from 'node:stream';
import { type Dispatcher, request } from 'undici';
import { type ConnectionFailure, connectionFailure } from '../http/connection-errors.ts';
import { oneHeader } from '../http/transport.ts';
import type { ByteRange } from './chunk-plan.ts';
import { mediaBody } from './media-body.ts';

export const videoTypes = ['video/mp4', 'video/quicktime', 'video/webm'] as const;
export type VideoType = (typeof videoTypes)[number];

export interface ChunkPut {
  uploadUrl: string;
  contentType: VideoType;
  range: ByteRange;
  videoSize: number;
  openRange(first: number, last: number): Readable | Promise<Readable>;
  dispatcher: Dispatcher;
  /** For no progress while sending, and for the answer after it. */
  idleTimeoutMs: number;
  signal: AbortSignal | undefined;
}

export interface ChunkAnswer {
  status: number;
  contentRange: string | null;
  logId: string | null;
}

/**
 * Sends one range once, as a stream. Returns TikTok's answer, or why there was none. What `openRange`'s stream raises
 * and the signal's reason are raised as they are; `media_length_mismatch` if the stream is not as long as the range,
 * `media_stalled` if it stands still.
 * Source: developers.tiktok.com/doc/content-posting-api-media-transfer-guide
 */
export async function putChunk(put: ChunkPut): Promise<ChunkAnswer | ConnectionFailure> {
  const { first, last } = put.range;
  const source = await put.openRange(first, last);
  const media = mediaBody(source, { expectedBytes: last - first + 1, idleTimeoutMs: put.idleTimeoutMs });
  try {
    const answer = await request(put.uploadUrl, {
      method: 'PUT',
      headers: {
        'content-type': put.contentType,
        'content-length': `${last - first + 1}`,
        'content-range': `bytes ${first}-${last}/${put.videoSize}`,
      },
      body: media.body,
      dispatcher: put.dispatcher,
      headersTimeout: put.idleTimeoutMs,
      bodyTimeout: put.idleTimeoutMs,
      ...(put.signal && { signal: put.signal }),
    });
    // The status says it all; a connection that breaks in the body after it changes nothing.
    await answer.body.dump().catch(() => undefined);
    return {
      status: answer.statusCode,
      contentRange: oneHeader(answer.headers['content-range']),
      logId: oneHeader(answer.headers['x-tt-logid']),
    };
  } catch (error) {
    put.signal?.throwIfAborted();
    const failure = media.failure();
    if (failure) throw failure.error;
    return connectionFailure(error);
  } finally {
    media.body.destroy();
  }
}
