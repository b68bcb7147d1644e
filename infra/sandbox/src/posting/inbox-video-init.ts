import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { answerData } from '../http/answers.ts';
import { authenticate } from '../http/bearer.ts';
import { createBodyReader } from '../http/json-body.ts';
import { takeFromWindow } from '../http/rate-window.ts';
import type { Sandbox } from '../sandbox.ts';
import { ownerOf, refuseBanned, refuseForeignUrl, refusePendingShares } from './checks.ts';
import { createTask } from './create-task.ts';
import { readSource, SourceInfo } from './source-info.ts';

/** `POST /v2/post/publish/inbox/video/init/` (reference 4.3): no `post_info`; the user writes the caption in the app. */
export function inboxVideoInitRoute(server: FastifyInstance, sandbox: Sandbox): void {
  const { store, clock } = sandbox;
  const readBody = createBodyReader(Type.Object({ source_info: SourceInfo }));

  server.post('/v2/post/publish/inbox/video/init/', (request, reply) => {
    const token = authenticate(sandbox, request, ['video.upload']);
    const bucket = store.settings.initBuckets === 'shared' ? 'init' : 'inbox init';
    const perMinute = store.settings.limits.inboxInitPerMinute;
    takeFromWindow(token.windows, { bucket, perMinute, now: clock.now() });
    const source = readSource(store.settings, readBody(sandbox, request).source_info);
    const owner = ownerOf(sandbox, token);
    refuseBanned(owner);
    refusePendingShares(sandbox, owner);
    if (source.kind === 'url') refuseForeignUrl(owner, source.videoUrl);
    return answerData(reply, createTask(sandbox, owner, { mode: 'inbox', postInfo: null, source }));
  });
}
