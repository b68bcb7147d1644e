import { ErrorBody } from '@postbus/contracts';
import { type AppServer, IdempotencyHeaders, keyedRequest } from '@postbus/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { MediaImporter } from './import-media.ts';
import { ImportRequest, MediaAnswer, mediaAnswer } from './schemas.ts';
import type { MediaService } from './service.ts';
import type { createTus } from './tus.ts';

const MediaId = Type.Object({ mediaId: Type.String({ maxLength: 64 }) });
const tags = ['media'];

/** Takes files in by tus, and shows and removes them. */
export async function mediaRoutes(
  app: AppServer,
  {
    media,
    tus,
    importer,
  }: { media: MediaService; tus: ReturnType<typeof createTus>; importer: MediaImporter },
): Promise<void> {
  const onRequest = app.requireScope('media:write');

  // The bytes are taken from the request itself: a body is never held in memory.
  app.addContentTypeParser('application/offset+octet-stream', (_request, _body, done) => done(null));

  const handleTus = async (request: FastifyRequest, reply: FastifyReply) => {
    // The host does not matter: tus only looks at the path.
    const url = new URL(request.url, 'http://uploader');
    const answer = await tus.handle({ raw: request.raw, url, caller: request.caller });
    reply.code(answer.status);
    for (const [name, value] of answer.headers) {
      if (!name.startsWith('access-control-')) reply.header(name, value);
    }
    return reply.send();
  };

  // A client sends a large file in many pieces; each of these requests is as cheap as its bytes.
  const config = { rateLimit: false as const };
  const hide = { schema: { hide: true } };
  app.options('/api/media', { ...hide, onRequest }, handleTus);
  app.post(
    '/api/media',
    {
      onRequest,
      schema: {
        tags,
        operationId: 'createMedia',
        summary: 'Begin a resumable upload (tus 1.0, up to 4 GiB)',
        description:
          'Send Upload-Length and Upload-Metadata (filename, filetype, convert); Location names the upload, its last part is the media id. Then PATCH and HEAD as tus.io says; `convert: true` in the metadata makes an H.264 MP4 of a video that TikTok would refuse. Upload-Checksum is taken, by sha1, sha256 and md5. The answer to the last byte is 422 if the file is neither a video nor a JPEG, PNG or WebP photo.',
        response: {
          201: Type.Null({ description: 'Begun; `Location` says where to send the bytes' }),
          413: ErrorBody,
        },
      },
    },
    handleTus,
  );
  app.route({
    method: ['HEAD', 'PATCH'],
    url: '/api/media/:mediaId',
    onRequest,
    config,
    schema: { hide: true, params: MediaId },
    handler: handleTus,
  });

  app.post(
    '/api/media/import',
    {
      onRequest,
      schema: {
        tags,
        operationId: 'importMedia',
        summary: 'Fetch a file from an address',
        description:
          'Answers at once; `GET /api/media/:mediaId` tells how it goes: `importing`, then `ready` or `failed`.',
        headers: IdempotencyHeaders,
        body: ImportRequest,
        response: { 202: MediaAnswer },
      },
    },
    async (request, reply) => {
      const { caller, body } = request;
      const keyed = keyedRequest(request);
      const mediaId = await importer.begin({
        caller,
        ...body,
        convert: body.convert ?? false,
        fileName: body.fileName,
        keyed,
      });
      return reply.code(202).send(mediaAnswer(await media.get(caller.workspaceId, mediaId)));
    },
  );

  app.get(
    '/api/media/:mediaId',
    {
      onRequest,
      exposeHeadRoute: false,
      schema: {
        tags,
        operationId: 'getMedia',
        summary: 'A file and what was found in it',
        params: MediaId,
        response: { 200: MediaAnswer, 404: ErrorBody },
      },
    },
    async (request) => mediaAnswer(await media.get(request.caller.workspaceId, request.params.mediaId)),
  );

  app.delete(
    '/api/media/:mediaId',
    {
      onRequest,
      schema: {
        tags,
        operationId: 'deleteMedia',
        summary: 'Remove a file',
        description: 'Also ends an upload that is not finished (tus termination).',
        params: MediaId,
        response: { 204: Type.Null(), 404: ErrorBody, 409: ErrorBody },
      },
    },
    async (request, reply) => {
      await media.remove(request.caller.workspaceId, request.params.mediaId);
      return reply.code(204).header('tus-resumable', '1.0.0').send(null);
    },
  );
}
