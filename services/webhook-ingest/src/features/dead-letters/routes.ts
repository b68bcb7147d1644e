import { ErrorBody, Uuid } from '@postbus/contracts';
import type { Database } from '@postbus/db';
import type { AppServer } from '@postbus/service-kit';
import { Type } from 'typebox';
import { notFound } from '../../errors.ts';
import { findDeadLetter, listDeadLetters } from './repository.ts';
import { DeadLetterDetail, DeadLetterQuery, DeadLetterSummary, detailOf, summaryOf } from './schemas.ts';
import type { DeadLetterService } from './service.ts';

export interface DeadLetterRoutesOptions {
  db: Database;
  service: DeadLetterService;
}

/** `/api/dead-letters`: what consumers gave up on, of all services and workspaces. So it is for operators. */
export async function deadLetterRoutes(
  app: AppServer,
  { db, service }: DeadLetterRoutesOptions,
): Promise<void> {
  const toRead = [app.requireScope('webhooks:read'), app.requireScope('admin')];
  const toChange = [app.requireScope('webhooks:replay'), app.requireScope('admin')];
  const tags = ['dead letters'];
  const params = Type.Object({ id: Uuid });

  app.get(
    '/api/dead-letters',
    {
      onRequest: toRead,
      schema: {
        tags,
        operationId: 'listDeadLetters',
        summary: 'Lists what consumers gave up on, newest first',
        querystring: DeadLetterQuery,
        response: {
          200: Type.Object({
            items: Type.Array(DeadLetterSummary),
            nextCursor: Type.Union([Uuid, Type.Null()], { description: 'null on the last page' }),
          }),
        },
      },
    },
    async ({ query: { limit, cursor, ...filter } }) => {
      const found = await listDeadLetters(db, { ...filter, ...(cursor && { before: cursor }) }, limit + 1);
      const shown = found.slice(0, limit);
      const nextCursor = found.length > limit ? (shown.at(-1)?.id ?? null) : null;
      return { items: shown.map(summaryOf), nextCursor };
    },
  );

  app.get(
    '/api/dead-letters/:id',
    {
      onRequest: toRead,
      schema: {
        tags,
        operationId: 'getDeadLetter',
        summary: 'Shows a dead letter with its message and where in the code it failed',
        params,
        response: { 200: DeadLetterDetail, 404: ErrorBody },
      },
    },
    async ({ params: { id } }) => {
      const letter = await findDeadLetter(db, id);
      if (!letter) throw notFound();
      return detailOf(letter);
    },
  );

  app.post(
    '/api/dead-letters/:id/replay',
    {
      onRequest: toChange,
      schema: {
        tags,
        operationId: 'replayDeadLetter',
        summary: 'Gives the message to the consumer that gave up, and to no other',
        params,
        response: { 202: DeadLetterSummary, 404: ErrorBody, 409: ErrorBody, 503: ErrorBody },
      },
    },
    async ({ params: { id }, caller, log }, reply) => {
      const letter = await service.replay(id, caller.clientId);
      log.info({ deadLetterId: id, clientId: caller.clientId }, 'a dead letter is replayed');
      return reply.code(202).send(summaryOf(letter));
    },
  );

  app.post(
    '/api/dead-letters/:id/discard',
    {
      onRequest: toChange,
      schema: {
        tags,
        operationId: 'discardDeadLetter',
        summary: 'Says that nothing is to be done about a dead letter',
        params,
        response: { 200: DeadLetterSummary, 404: ErrorBody },
      },
    },
    async ({ params: { id }, caller, log }) => {
      const letter = await service.discard(id, caller.clientId);
      log.info({ deadLetterId: id, clientId: caller.clientId }, 'a dead letter is discarded');
      return summaryOf(letter);
    },
  );
}
