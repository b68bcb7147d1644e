import { Type } from 'typebox';
import type { Sandbox } from '../sandbox.ts';
import type { ControlServer } from './routes.ts';

const Filter = Type.Object(
  { path: Type.Optional(Type.String()), method: Type.Optional(Type.String()) },
  { additionalProperties: false },
);

export function journalRoutes(server: ControlServer, { journal }: Sandbox): void {
  server.get('/_sandbox/journal', { schema: { querystring: Filter } }, async ({ query }) => ({
    requests: journal.list(query),
  }));

  server.delete('/_sandbox/journal', async (_request, reply) => {
    journal.clear();
    return reply.code(204).send();
  });
}
