import type { FastifyInstance } from 'fastify';
import type { Sandbox } from '../sandbox.ts';
import { html } from './html.ts';

/** `GET /_sandbox/avatars/:username`: the creator's first letter on a colour. */
export function avatarRoute(server: FastifyInstance, { store }: Sandbox): void {
  server.get<{ Params: { username: string } }>('/_sandbox/avatars/:username', async (request, reply) => {
    const creator = store.creators.get(request.params.username);
    if (!creator) return reply.code(404).send();
    const letter = [...creator.displayName][0] ?? '?';
    const hue =
      [...creator.username].reduce((sum, character) => sum + (character.codePointAt(0) ?? 0), 0) % 360;
    const picture = html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" width="100" height="100">
<rect width="100" height="100" fill="hsl(${hue} 60% 45%)"/><text x="50" y="66" font-size="48" fill="#fff"
 font-family="sans-serif" text-anchor="middle">${letter}</text></svg>`;
    return reply.type('image/svg+xml').send(picture.html);
  });
}
