import { finished, Readable } from 'node:stream';
import { clientError } from '../errors/tiktok-error.ts';
import { hastenCollection } from './hasten-collection.ts';

export interface MediaBody {
  body: Readable;
  /** What the media did wrong, if it did. The body's own error may be the connection's. */
  failure(): { error: unknown } | undefined;
}

/**
 * The bytes of `source` as the body of a request, in the same parts and without a copy. Counted: with too few or too
 * many it fails with `media_length_mismatch`. Expected in time: with `media_stalled`, unless it is the connection that
 * takes nothing. Destroying the body destroys the source.
 */
export function mediaBody(
  source: Readable,
  { expectedBytes, idleTimeoutMs }: { expectedBytes: number; idleTimeoutMs: number },
): MediaBody {
  let failure: { error: unknown } | undefined;
  let bytes = 0;
  let isWaiting = false;
  const watch = setInterval(() => {
    if (isWaiting) fail(mediaError('media_stalled', 'The media stopped giving bytes'));
  }, idleTimeoutMs);

  // Not a pipe: the source's errors stay apart from those that the connection destroys the body with.
  const body = new Readable({
    highWaterMark: 0, // What the connection does not take stays in the source.
    read() {
      if (!isWaiting) watch.refresh();
      isWaiting = true;
      source.resume();
    },
    destroy(error, done) {
      clearInterval(watch);
      source.destroy();
      done(error);
    },
  });
  body.on('error', () => {}); // Known through `failure`, or the connection's own, which the request raises.

  const fail = (error: Error) => {
    if (body.destroyed) return;
    failure = { error };
    body.destroy(error);
  };
  const end = () => {
    clearInterval(watch);
    if (bytes < expectedBytes) fail(wrongLength('fewer'));
    else body.push(null);
  };
  source.pause(); // Else it would begin before the connection is there.
  source.on('data', (part: Uint8Array) => {
    bytes += part.length;
    if (bytes > expectedBytes) return fail(wrongLength('more'));
    hastenCollection(part.length);
    watch.refresh();
    isWaiting = body.push(part);
    if (!isWaiting) source.pause();
  });
  source.once('end', end);
  // Also when it was destroyed, or had ended before it came here.
  finished(source, { writable: false }, (error) => (error ? fail(error) : end()));
  return { body, failure: () => failure };
}

const mediaError = (code: 'media_stalled' | 'media_length_mismatch', message: string) =>
  clientError(code, message, { endpoint: 'upload_url' });

const wrongLength = (what: string) =>
  mediaError('media_length_mismatch', `The media gave ${what} bytes than the range has`);
