import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { mediaPath, type Sandbox } from '../sandbox.ts';
import { parseRange } from './range.ts';

/**
 * `GET /_sandbox/videos/:publishId` and `GET /_sandbox/photos/:publishId/:at` (from 0): what was posted, with ranges, so
 * that a browser can play and seek.
 */
export function mediaRoutes(server: FastifyInstance, sandbox: Sandbox): void {
  server.route<{ Params: { publishId: string } }>({
    method: ['GET', 'HEAD'],
    url: '/_sandbox/videos/:publishId',
    handler: async (request, reply) => {
      const task = sandbox.store.tasks.get(request.params.publishId);
      if (task?.media !== 'video' || task.receivedAt === null) return reply.code(404).send();
      return sendFile(request, reply, {
        path: mediaPath(sandbox, task.publishId),
        type: videoType(task.contentType),
      });
    },
  });

  server.route<{ Params: { publishId: string; at: string } }>({
    method: ['GET', 'HEAD'],
    url: '/_sandbox/photos/:publishId/:at',
    handler: async (request, reply) => {
      const { publishId, at } = request.params;
      const task = sandbox.store.tasks.get(publishId);
      const photo = /^\d{1,2}$/.test(at) ? task?.photos[Number(at)] : undefined;
      if (!task || !photo || task.receivedAt === null) return reply.code(404).send();
      return sendFile(request, reply, {
        path: mediaPath(sandbox, publishId, Number(at)),
        type: photo.contentType ?? 'application/octet-stream',
      });
    },
  });
}

async function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  { path, type }: { path: string; type: string },
): Promise<FastifyReply> {
  const { size } = await stat(path).catch(() => ({ size: -1 }));
  if (size < 0) return reply.code(404).send();
  reply.type(type).header('accept-ranges', 'bytes').header('x-content-type-options', 'nosniff');
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
