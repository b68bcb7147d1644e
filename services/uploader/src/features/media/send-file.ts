import type { FastifyReply, FastifyRequest } from 'fastify';
import parseRange from 'range-parser';
import { errors } from '../../errors.ts';
import type { MediaFiles } from './files.ts';

/**
 * Answers with a file, or with the range of it that was asked for; of several ranges with the whole, as RFC 9110 allows.
 * Raises `media_not_found` or `range_not_satisfiable`.
 */
export async function sendFile(
  files: MediaFiles,
  { name, contentType }: { name: string; contentType: string },
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
): Promise<FastifyReply> {
  const found = await files.stat(name);
  if (found === null) throw errors.mediaNotFound();
  const { sizeBytes } = found;
  reply.headers({
    'content-type': contentType,
    'accept-ranges': 'bytes',
    'last-modified': found.modifiedAt.toUTCString(),
  });

  const ranges = request.headers.range && parseRange(sizeBytes, request.headers.range);
  if (ranges === -1) {
    reply.header('content-range', `bytes */${sizeBytes}`);
    throw errors.rangeNotSatisfiable();
  }
  const range =
    Array.isArray(ranges) && ranges.type === 'bytes' && ranges.length === 1 ? ranges[0] : undefined;
  const { start, end } = range ?? { start: 0, end: sizeBytes - 1 };
  reply.code(range ? 206 : 200).header('content-length', end - start + 1);
  if (range) reply.header('content-range', `bytes ${start}-${end}/${sizeBytes}`);
  return reply.send(request.method === 'HEAD' ? null : files.openRange(name, start, end));
}
