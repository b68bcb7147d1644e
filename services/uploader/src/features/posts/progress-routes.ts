import { Readable } from 'node:stream';
import { Uuid } from '@postbus/contracts';
import type { Database } from '@postbus/db';
import type { AppServer } from '@postbus/service-kit';
import { Type } from 'typebox';
import { followPost } from './progress.ts';

/** A post on its way, live. */
export async function progressRoutes(app: AppServer, { db }: { db: Database }): Promise<void> {
  const closing = new AbortController();
  app.addHook('preClose', async () => closing.abort());

  app.get(
    '/api/posts/:id/progress',
    {
      onRequest: app.requireScope('posts:read'),
      schema: {
        tags: ['posts'],
        operationId: 'followPost',
        summary: 'Server-Sent Events about a post on its way, until all of its publications have ended',
        description:
          '`progress` tells `{ publicationId, accountId, status, version, bytes: { sent, total }, bytesPerSecond }`, at first and whenever that changes; `end` that nothing more will come. A connection that ends without it is opened again.',
        params: Type.Object({ id: Uuid }),
        produces: ['text/event-stream'],
        response: { 200: Type.String({ description: 'The events' }) },
      },
    },
    async ({ caller, params }, reply) => {
      const gone = new AbortController();
      reply.raw.once('close', () => gone.abort());
      const events = await followPost(db, {
        workspaceId: caller.workspaceId,
        postId: params.id,
        signal: AbortSignal.any([closing.signal, gone.signal]),
      });
      return reply
        .header('content-type', 'text/event-stream')
        .header('cache-control', 'no-store')
        .header('x-accel-buffering', 'no')
        .send(Readable.from(events, { objectMode: false }) as unknown as string);
    },
  );
}
