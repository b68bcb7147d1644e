import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp } from './app.ts';
import { createClock } from './clock.ts';
import { createFaults } from './control/faults.ts';
import { createJournal } from './control/journal.ts';
import { createProfiles } from './display/profiles.ts';
import { createLogger } from './log.ts';
import { defaultApp, type SandboxOptions } from './options.ts';
import { createProcessing } from './processing/processing.ts';
import type { Sandbox } from './sandbox.ts';
import type { App } from './state/app.ts';
import { createStateSaver, loadState } from './state/persistence.ts';
import { createStore, restoreStore } from './state/store.ts';
import { createPulls } from './transfer/pulls.ts';
import { createWebhooks } from './webhooks/webhooks.ts';

/** A running sandbox. */
export interface RunningSandbox {
  url: string;
  /** The default app, to sign in with. */
  app: App;
  close(): Promise<void>;
}

/** Starts a TikTok. Rejects when the port is taken or an option breaks a rule of TikTok's developer portal. */
export async function startSandbox(options: SandboxOptions = {}): Promise<RunningSandbox> {
  const app = defaultApp(options);
  const log = options.logger ?? createLogger('silent');
  const dataDir = await prepareFolder(options.dataDir);
  const seed = { app, settings: options.settings ?? {} };
  const saved = await loadState(dataDir, log);
  const clock = createClock(saved?.clockOffset);
  const store = saved ? restoreStore(saved.store, seed) : createStore(seed);
  const saver = options.dataDir === undefined ? null : createStateSaver({ store, clock, dataDir });
  const changed = () => saver?.changed();
  const webhooks = createWebhooks({ store, clock, log, changed });
  const profiles = createProfiles(store);
  const processing = createProcessing({ store, clock, log, webhooks, profiles, dataDir });
  const pulls = createPulls({ store, clock, log, processing, dataDir });
  let url = '';
  const sandbox: Sandbox = {
    store,
    seed,
    clock,
    log,
    dataDir,
    publicUrl: () => options.publicUrl?.replace(/\/+$/, '') ?? url,
    journal: createJournal(),
    faults: createFaults(),
    webhooks,
    profiles,
    processing,
    pulls,
    changed,
    removeMedia: () => removeMedia(dataDir),
  };
  const server = await buildApp(sandbox);
  await server.listen({ host: options.host ?? '127.0.0.1', port: options.port ?? 0 });
  url = addressOf(server.server.address(), options.host);
  processing.resume();
  webhooks.resume();
  pulls.resume();
  return {
    url,
    app,
    async close() {
      clock.close();
      await server.close();
      await saver?.close();
      await webhooks.close();
      await pulls.stop();
      if (!saver) await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function prepareFolder(dataDir: string | undefined): Promise<string> {
  if (dataDir === undefined) return mkdtemp(join(tmpdir(), 'tiktok-sandbox-'));
  await mkdir(dataDir, { recursive: true });
  return dataDir;
}

async function removeMedia(dataDir: string): Promise<void> {
  const files = (await readdir(dataDir)).filter((name) => name.endsWith('.media'));
  await Promise.all(files.map((name) => rm(join(dataDir, name), { force: true })));
}

function addressOf(address: AddressInfo | string | null, host = '127.0.0.1'): string {
  const port = typeof address === 'object' ? address?.port : 0;
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}
