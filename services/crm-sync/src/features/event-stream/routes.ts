import { Readable } from 'node:stream';
import type { Database } from '@postbus/db';
import { type AppServer, commonErrors } from '@postbus/service-kit';
import { Type } from 'typebox';
import { tooManyStreams } from '../../errors.ts';
import type { StreamFigures } from '../../metrics.ts';
import { checkFilters } from './event-filter.ts';
import { type FollowTimes, followEvents } from './follow.ts';
import type { Hub } from './hub.ts';

/** Connections of one workspace to this process. */
const maxStreams = 100;

const StreamHeaders = Type.Object({
  'last-event-id': Type.Optional(
    Type.String({ pattern: '^\\d{1,15}$', description: 'The id of the last event that was received' }),
  ),
});

const StreamQuery = Type.Object({
  events: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 2000,
      description: 'Filters as of an endpoint, separated by commas: `post.status.*.published,account.>`',
    }),
  ),
});

export interface EventStreamOptions {
  db: Database;
  hub: Hub;
  figures: StreamFigures;
  times?: FollowTimes;
}

/** `/api/events/stream`: the events of the caller's workspace, live. */
export async function eventStreamRoutes(
  app: AppServer,
  { db, hub, figures, times }: EventStreamOptions,
): Promise<void> {
  const open = new Map<string, number>();
  const closing = new AbortController();
  app.addHook('preClose', async () => closing.abort());

  app.get(
    '/api/events/stream',
    {
      onRequest: app.requireScope('crm:read'),
      schema: {
        tags: ['events'],
        operationId: 'streamEvents',
        summary: 'Server-Sent Events: everything that happens in the workspace',
        description:
          'Each message has the type of the event as `event`, the event as `data`, and an `id` to resume with as `Last-Event-ID`: nothing is lost or repeated. `reset` says that what came after that id is no longer kept. A connection that does not keep up is ended; it resumes.',
        headers: StreamHeaders,
        querystring: StreamQuery,
        produces: ['text/event-stream'],
        response: { 200: Type.String({ description: 'The events' }) },
      },
    },
    async ({ caller, headers, query, log }, reply) => {
      const { workspaceId } = caller;
      const filters = query.events?.split(',') ?? [];
      checkFilters(filters);
      const present = open.get(workspaceId) ?? 0;
      if (present >= maxStreams) throw tooManyStreams();
      // A client that has left already would never be taken off the count.
      if (reply.raw.destroyed) throw commonErrors.unavailable();
      open.set(workspaceId, present + 1);
      figures.opened();

      const gone = new AbortController();
      reply.raw.once('close', () => {
        gone.abort();
        figures.closed();
        const left = (open.get(workspaceId) ?? 1) - 1;
        if (left > 0) open.set(workspaceId, left);
        else open.delete(workspaceId);
      });
      const lastEventId = headers['last-event-id'];
      const events = await followEvents(
        { db, hub, ...times },
        {
          workspaceId,
          filters,
          lastEventId: lastEventId === undefined ? null : Number(lastEventId),
          signal: AbortSignal.any([closing.signal, gone.signal]),
          cut() {
            log.info('a client does not keep up with the stream and is cut off');
            figures.cut();
            gone.abort();
            reply.raw.destroy();
          },
        },
      );
      return reply
        .header('content-type', 'text/event-stream')
        .header('cache-control', 'no-store')
        .header('x-accel-buffering', 'no')
        .send(Readable.from(events, { objectMode: false }) as unknown as string);
    },
  );
}
