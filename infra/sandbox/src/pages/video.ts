import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { mediaPath, type Sandbox } from '../sandbox.ts';
import { parseRange } from './range.ts';

/** `GET /_sandbox/videos/:publishId`: what was posted, with ranges, so that a browser can play and seek. */
export function videoRoute(server: FastifyInstance, sandbox: Sandbox): void {
  server.route<{ Params: { publishId: string } }>({
    method: ['GET', 'HEAD'],
    url: '/_sandbox/videos/:publishId',
    handler: async (request, reply) => {
      const task = sandbox.store.tasks.get(request.params.publishId);
      if (task?.media !== 'video' || task.receivedAt === null) return reply.code(404).send();
      const path = mediaPath(sandbox, task.publishId);
      const { size } = await stat(path).catch(() => ({ size: -1 }));
      if (size < 0) return reply.code(404).send();
      reply.header('accept-ranges', 'bytes').header('x-content-type-options', 'nosniff');
      return sendRange(request, reply.type(videoType(task.contentType)), { path, size });
    },
  });
}

function sendRange(
  request: FastifyRequest,
  reply: FastifyReply,
  { path, size }: { path: string; size: number },
) {
  const range = parseRange(request.headers.range, size);
  if (range === 'unsatisfiable') return reply.code(416).header('content-range', `bytes */${size}`).send();
  const { first, last } = range ?? { first: 0, last: size - 1 };
  if (range) reply.code(206).header('content-range', `bytes ${first}-${last}/${size}`);
  reply.header('content-length', last - first + 1);
  if (request.method === 'HEAD' || size === 0) return reply.send();
  return reply.send(createReadStream(path, { start: first, end: last }));
}

/** A pulled video's type was chosen by its host; nothing but a video is passed on. */
const videoType = (type: string) => (/^video\/[\w.+-]+$/.test(type) ? type : 'application/octet-stream');
