import { Type } from 'typebox';
import { openIdOf } from '../identifiers.ts';
import type { Sandbox } from '../sandbox.ts';
import { Creator, newCreator } from '../state/creator.ts';
import type { ControlServer } from './routes.ts';

/** A creator, or changes to one who is there. */
const { username, ...rest } = Creator.properties;
const CreatorChange = Type.Object(
  { username, ...Type.Partial(Type.Object(rest)).properties },
  { additionalProperties: false },
);

export function creatorRoutes(server: ControlServer, { store }: Sandbox): void {
  const described = (creator: Creator) => ({
    ...creator,
    openIds: Object.fromEntries([...store.apps.keys()].map((key) => [key, openIdOf(key, creator.username)])),
  });

  server.get('/_sandbox/creators', async () => ({ creators: [...store.creators.values()].map(described) }));

  server.post('/_sandbox/creators', { schema: { body: CreatorChange } }, async ({ body }) => {
    const creator = { ...(store.creators.get(body.username) ?? newCreator(body)), ...body };
    store.creators.set(creator.username, creator);
    return described(creator);
  });
}
