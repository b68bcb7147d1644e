import { ErrorBody, Uuid } from '@postbus/contracts';
import { type AppServer, IdempotencyHeaders, keyedRequest } from '@postbus/service-kit';
import { Type } from 'typebox';
import { errors } from '../../errors.ts';
import { MediaAnswer, mediaAnswer, SlideshowRequest } from '../media/schemas.ts';
import type { MediaService } from '../media/service.ts';
import type { MediaEncoder } from './media-encoder.ts';

/** Each is a process of its own, of some 100 MB. */
const coversAtOnce = 2;

/** Makes videos of images and of other videos, and pictures of videos. */
export async function encodingRoutes(
  app: AppServer,
  { media, encoder }: { media: MediaService; encoder: MediaEncoder },
): Promise<void> {
  const onRequest = app.requireScope('media:write');
  let coversUnderWay = 0;

  app.post(
    '/api/slideshows',
    {
      onRequest,
      schema: {
        tags: ['media'],
        operationId: 'createSlideshow',
        summary: 'Make a video of images',
        description:
          'An upright H.264 MP4 of 1080×1920 and 30 pictures a second. Answers at once; `GET /api/media/:mediaId` tells how it goes: `encoding` with its `progress`, then `ready` or `failed`.',
        headers: IdempotencyHeaders,
        body: SlideshowRequest,
        response: { 202: MediaAnswer, 404: ErrorBody, 409: ErrorBody, 413: ErrorBody, 422: ErrorBody },
      },
    },
    async (request, reply) => {
      const { caller, body } = request;
      const { fileName, ...slideshow } = body;
      const keyed = keyedRequest(request);
      const mediaId = await encoder.beginSlideshow({ caller, slideshow, fileName, keyed });
      return reply.code(202).send(mediaAnswer(await media.get(caller.workspaceId, mediaId)));
    },
  );

  app.post(
    '/api/media/:mediaId/convert',
    {
      onRequest,
      schema: {
        tags: ['media'],
        operationId: 'convertMedia',
        summary: 'Make a video that TikTok would refuse into one that it takes',
        description:
          'Of container, codec, size and frame rate; how long it is stays. What TikTok takes already stays as it is. Answers at once, as a slideshow does.',
        params: Type.Object({ mediaId: Uuid }),
        response: { 202: MediaAnswer, 404: ErrorBody, 409: ErrorBody, 422: ErrorBody },
      },
    },
    async ({ caller, params }, reply) =>
      reply.code(202).send(mediaAnswer(await media.convert(caller.workspaceId, params.mediaId))),
  );

  app.get(
    '/api/media/:mediaId/cover',
    {
      onRequest,
      schema: {
        tags: ['media'],
        operationId: 'getCover',
        summary: 'The picture that a video shows at a moment',
        description: 'A JPEG of at most 1080 pixels of width; for `videoCoverTimestampMs` of a post.',
        params: Type.Object({ mediaId: Uuid }),
        querystring: Type.Object(
          { timestampMs: Type.Integer({ minimum: 0, maximum: 36_000_000, default: 0 }) },
          { additionalProperties: false },
        ),
        response: { '2xx': Type.Unknown({ description: 'The picture' }), 404: ErrorBody, 409: ErrorBody },
      },
    },
    async (request, reply) => {
      const row = await media.get(request.caller.workspaceId, request.params.mediaId);
      if (coversUnderWay >= coversAtOnce) throw errors.encoderBusy();
      coversUnderWay += 1;
      try {
        const picture = await encoder.coverOf(row, request.query.timestampMs, AbortSignal.timeout(30_000));
        return reply
          .header('cache-control', 'private, max-age=3600')
          .type('image/jpeg')
          .send(Buffer.from(picture));
      } finally {
        coversUnderWay -= 1;
      }
    },
  );
}
