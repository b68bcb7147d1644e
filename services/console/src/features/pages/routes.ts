import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { AppServer } from '@postbus/service-kit';
import { type Config, isLocal } from '../../config.ts';
import { notFound } from '../../errors.ts';

/** What `vite build` has made of `web/`. */
export const webFolder = fileURLToPath(new URL('../../../web/dist', import.meta.url));

/** Raises an error unless the page was built. */
export async function requireWeb(): Promise<void> {
  if (!existsSync(join(webFolder, 'index.html'))) throw new Error('web/dist is missing: pnpm build');
}

/** The page and its parts. Whatever address the page has made up for itself is answered with the page. */
export async function pageRoutes(app: AppServer, { config }: { config: Config }): Promise<void> {
  await app.register(fastifyStatic, { root: webFolder, serve: false, preCompressed: true });
  const hide = { schema: { hide: true } };

  // Names of these files change with what is in them.
  app.get<{ Params: { '*': string } }>('/assets/*', hide, (request, reply) =>
    reply.sendFile(`assets/${request.params['*']}`, { maxAge: '1y', immutable: true }),
  );
  app.get<{ Params: { '*': string } }>(
    '/*',
    { ...hide, config: { contentSecurityPolicy: policyOf(config) } },
    (request, reply) => {
      const path = request.params['*'];
      if (path === 'api' || path.startsWith('api/')) throw notFound();
      if (!path.includes('.')) return reply.sendFile('index.html', { maxAge: 0, cacheControl: true });
      return reply.sendFile(path, { maxAge: '1h' });
    },
  );
}

/** Scripts only from here. Avatars come from TikTok's own hosts, and from the sandbox on a local machine. */
function policyOf(config: Config): Record<string, string[]> {
  const local = isLocal(config) ? ['http://127.0.0.1:*', 'http://localhost:*'] : [];
  return {
    'default-src': ["'self'"],
    'script-src': ["'self'"],
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'data:', 'blob:', 'https:', ...local],
    'media-src': ["'self'", 'blob:'],
    'font-src': ["'self'", 'data:'],
    'connect-src': ["'self'"],
  };
}
