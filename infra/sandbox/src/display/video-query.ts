import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { answerData } from '../http/answers.ts';
import { parameterError } from '../http/api-error.ts';
import { authenticate } from '../http/bearer.ts';
import { createBodyReader } from '../http/json-body.ts';
import type { Sandbox } from '../sandbox.ts';
import { isPublic } from '../state/publish-task.ts';
import { takeDisplayCall } from './display-window.ts';
import type { ProfilePost } from './profiles.ts';
import { readVideoFields } from './video-fields.ts';
import { videoObject } from './video-object.ts';

const Body = Type.Object({
  filters: Type.Object({ video_ids: Type.Array(Type.String(), { minItems: 1, maxItems: 20 }) }),
});

/** `POST /v2/video/query/?fields=` (reference 3.3): posts of the creator by id, with fresh links to their covers. */
export function videoQueryRoute(server: FastifyInstance, sandbox: Sandbox): void {
  const { store, profiles } = sandbox;
  const readBody = createBodyReader(Body);

  server.post('/v2/video/query/', (request, reply) => {
    const token = authenticate(sandbox, request, ['video.list']);
    takeDisplayCall(sandbox, token, 'video query');
    const fields = readVideoFields(sandbox, request);
    const ids = [...new Set(readBody(sandbox, request).filters.video_ids)];
    const found = ids.map((id) => findPublic(token.username, id)).filter((post) => post !== undefined);
    if (found.length < ids.length && store.settings.foreignVideoIds === 'error') {
      throw parameterError(store.settings, 'The video_ids are invalid.');
    }
    return answerData(reply, { videos: found.map((post) => videoObject(sandbox, post, fields)) });
  });

  function findPublic(username: string, postId: string): ProfilePost | undefined {
    const found = profiles.find(postId);
    return found && found.username === username && isPublic(found.post) ? found : undefined;
  }
}
