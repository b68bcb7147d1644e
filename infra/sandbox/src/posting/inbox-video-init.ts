import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { answerData } from '../http/answers.ts';
import { authenticate } from '../http/bearer.ts';
import { createBodyReader } from '../http/json-body.ts';
import type { Sandbox } from '../sandbox.ts';
import { ownerOf, refuseBanned, refuseForeignUrls, refusePendingShares } from './checks.ts';
import { createTask } from './create-task.ts';
import { takeInit } from './init-window.ts';
import { readSource, SourceInfo } from './source-info.ts';

/** `POST /v2/post/publish/inbox/video/init/` (reference 4.3): no `post_info`; the user writes the caption in the app. */
export function inboxVideoInitRoute(server: FastifyInstance, sandbox: Sandbox): void {
  const { store } = sandbox;
  const readBody = createBodyReader(Type.Object({ source_info: SourceInfo }));

  server.post('/v2/post/publish/inbox/video/init/', (request, reply) => {
    const token = authenticate(sandbox, request, ['video.upload']);
    takeInit(sandbox, token, 'inbox');
    const source = readSource(store.settings, readBody(sandbox, request).source_info);
    const owner = ownerOf(sandbox, token);
    refuseBanned(owner);
    refusePendingShares(sandbox, owner);
    if (source.kind === 'url') refuseForeignUrls(owner, source.urls);
    const wanted = { mode: 'inbox', media: 'video', postInfo: null, source } as const;
    return answerData(reply, createTask(sandbox, owner, wanted));
  });
}
