import { Type } from 'typebox';
import type { Sandbox } from '../sandbox.ts';
import { mergeSettings, SettingsPatch } from '../state/settings.ts';
import { resetStore } from '../state/store.ts';
import type { ControlServer } from './routes.ts';

const Advance = Type.Object(
  { advanceSeconds: Type.Number({ minimum: 0, maximum: 10 * 365 * 86_400 }) },
  { additionalProperties: false },
);

/** The clock, the settings, and a fresh start. */
export function stateRoutes(server: ControlServer, sandbox: Sandbox): void {
  const { store, clock, seed } = sandbox;

  server.post('/_sandbox/clock', { schema: { body: Advance } }, async ({ body }) => {
    clock.advance(body.advanceSeconds * 1000);
    return { now: new Date(clock.now()).toISOString() };
  });

  server.get('/_sandbox/settings', async () => store.settings);

  server.post('/_sandbox/settings', { schema: { body: SettingsPatch } }, async ({ body }) => {
    store.settings = mergeSettings(store.settings, body);
    return store.settings;
  });

  server.post('/_sandbox/reset', async (_request, reply) => {
    const pullsStopped = sandbox.pulls.stop();
    sandbox.webhooks.reset();
    clock.reset();
    resetStore(store, seed);
    sandbox.profiles.rebuild();
    sandbox.journal.clear();
    sandbox.faults.clear();
    await pullsStopped;
    await sandbox.removeMedia();
    return reply.code(204).send();
  });
}
