import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyBaseLogger } from 'fastify';
import { buildApp } from './app.ts';
import { createClock } from './clock.ts';
import { createFaults } from './control/faults.ts';
import { createJournal } from './control/journal.ts';
import { createLogger } from './log.ts';
import { createProcessing } from './processing/processing.ts';
import { type App, newApp, redirectUriProblem } from './state/app.ts';
import type { SettingsPatch } from './state/settings.ts';
import { createStore } from './state/store.ts';
import { createWebhooks } from './webhooks/webhooks.ts';

/** How to start a sandbox; everything has a default. */
export interface SandboxOptions {
  host?: string;
  /** 0, the default, takes a free port. */
  port?: number;
  /** The address in upload URLs, when clients reach the server by another than it listens on. */
  publicUrl?: string | undefined;
  clientKey?: string;
  clientSecret?: string;
  redirectUris?: string[];
  webhookUrl?: string | null;
  /** Domains or URL prefixes that PULL_FROM_URL may use. */
  verifiedUrls?: string[];
  /** Where videos and state are kept; without it in a temporary folder that `close` deletes. */
  dataDir?: string | undefined;
  settings?: SettingsPatch;
  /** Silent by default. */
  logger?: FastifyBaseLogger;
}

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
  const dataDir = await prepareFolder(options.dataDir);
  const clock = createClock();
  const seed = { app, settings: options.settings ?? {} };
  const store = createStore(seed);
  const log = options.logger ?? createLogger('silent');
  const webhooks = createWebhooks({ store, clock, log });
  const processing = createProcessing({ store, clock, log, webhooks, dataDir });
  let url = '';
  const server = await buildApp({
    store,
    seed,
    clock,
    log,
    dataDir,
    publicUrl: () => options.publicUrl?.replace(/\/+$/, '') ?? url,
    journal: createJournal(),
    faults: createFaults(),
    webhooks,
    processing,
    removeVideos: () => removeVideos(dataDir),
  });
  await server.listen({ host: options.host ?? '127.0.0.1', port: options.port ?? 0 });
  url = addressOf(server.server.address(), options.host);
  return {
    url,
    app,
    async close() {
      await server.close();
      clock.reset();
      await webhooks.close();
      if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function defaultApp(options: SandboxOptions): App {
  const app = newApp({
    clientKey: options.clientKey ?? 'awsandbox00000001',
    clientSecret: options.clientSecret ?? 'sandbox_client_secret',
    name: 'Sandbox app',
    redirectUris: options.redirectUris ?? [],
    webhookUrl: options.webhookUrl ?? null,
    verifiedUrls: options.verifiedUrls ?? [],
  });
  for (const uri of app.redirectUris) {
    const problem = redirectUriProblem(uri, app.platform);
    if (problem) throw new Error(`The redirect URI ${uri} ${problem}.`);
  }
  return app;
}

async function prepareFolder(dataDir: string | undefined): Promise<string> {
  if (dataDir === undefined) return mkdtemp(join(tmpdir(), 'tiktok-sandbox-'));
  await mkdir(dataDir, { recursive: true });
  return dataDir;
}

async function removeVideos(dataDir: string): Promise<void> {
  const files = (await readdir(dataDir)).filter((name) => name.endsWith('.video'));
  await Promise.all(files.map((name) => rm(join(dataDir, name), { force: true })));
}

function addressOf(address: AddressInfo | string | null, host = '127.0.0.1'): string {
  const port = typeof address === 'object' ? address?.port : 0;
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}
