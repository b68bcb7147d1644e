import type { FastifyBaseLogger } from 'fastify';
import { type App, newApp, redirectUriProblem } from './state/app.ts';
import type { SettingsPatch } from './state/settings.ts';
import { verifiedUrlProblem } from './state/verified-url.ts';

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

/** The app that a fresh sandbox knows. Throws when an option breaks a rule of TikTok's developer portal. */
export function defaultApp(options: SandboxOptions): App {
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
  for (const property of app.verifiedUrls) {
    const problem = verifiedUrlProblem(property);
    if (problem) throw new Error(`The verified URL ${property} ${problem}.`);
  }
  return app;
}
