import { ErrorBody, Uuid } from '@postbus/contracts';
import type { Database } from '@postbus/db';
import type { AppServer } from '@postbus/service-kit';
import { Type } from 'typebox';
import { errors } from '../../errors.ts';
import { type MediaFiles, renditionOf } from './files.ts';
import type { MediaUrls } from './media-urls.ts';
import { findMediaById } from './repository.ts';
import { sendFile } from './send-file.ts';

/** Gives files to platforms that fetch them, in ranges too. The address itself is the permission. */
export async function publicMediaRoutes(
  app: AppServer,
  { db, files, mediaUrls }: { db: Database; files: MediaFiles; mediaUrls: MediaUrls },
): Promise<void> {
  app.get(
    '/media/:mediaId/:signature',
    {
      // A platform fetches 35 photos at once, from few addresses.
      config: { rateLimit: false },
      schema: {
        tags: ['media'],
        operationId: 'fetchMedia',
        summary: 'A file, as TikTok fetches it: by a signed address, good for two hours',
        params: Type.Object({
          mediaId: Uuid,
          signature: Type.String({ maxLength: 128 }),
        }),
        response: { '2xx': Type.Unknown({ description: 'The bytes, or a range of them' }), 404: ErrorBody },
      },
    },
    async (request, reply) => {
      const { mediaId, signature } = request.params;
      if (!mediaUrls.isGood(mediaId, signature)) throw errors.mediaNotFound();
      const media = await findMediaById(db, mediaId);
      if (media?.status !== 'ready') throw errors.mediaNotFound();
      const isPhoto = media.kind === 'photo';
      const name = isPhoto ? renditionOf(mediaId) : mediaId;
      const contentType = isPhoto
        ? 'image/jpeg'
        : (media.mimeType?.split(';')[0] ?? 'application/octet-stream');
      reply.header('cache-control', 'private, no-store');
      return sendFile(files, { name, contentType }, { request, reply });
    },
  );
}
