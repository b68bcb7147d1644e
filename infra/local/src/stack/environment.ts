import type { DatabaseService } from '@postbus/db';
import type { DataFolders } from './data-folders.ts';
import type { Platform } from './platform.ts';
import type { ServiceWithClient, ServiceWithKeys, StackSecrets } from './secrets.ts';
import type { StackService, StackSettings } from './settings.ts';

/** What a service's environment is made of. */
export interface EnvironmentParts {
  settings: StackSettings;
  secrets: StackSecrets;
  folders: DataFolders;
  platform: Platform;
  databaseUrl: (service: DatabaseService) => string;
  natsUrl: (service: DatabaseService) => string;
}

/** Where a service or the sandbox listens. */
export const localUrl = (settings: StackSettings, name: StackService | 'sandbox') =>
  `http://127.0.0.1:${settings.ports[name]}`;

/** The address that a browser uses, for a service that stands behind a tunnel or a proxy. */
function publicUrl(settings: StackSettings, name: 'auth-gateway' | 'uploader'): string {
  const variable = name === 'auth-gateway' ? 'AUTH_GATEWAY_PUBLIC_URL' : 'UPLOADER_PUBLIC_URL';
  return settings.processEnv[variable] || localUrl(settings, name);
}

/** The environment of one service: its own database role, its own NATS user, and no other secret than its own. */
export function serviceEnvironment(service: DatabaseService, parts: EnvironmentParts): NodeJS.ProcessEnv {
  const { settings, platform } = parts;
  const authGateway = localUrl(settings, 'auth-gateway');
  const app = { TIKTOK_CLIENT_KEY: platform.clientKey, TIKTOK_CLIENT_SECRET: platform.clientSecret };
  const client = (name: ServiceWithClient) => ({
    AUTH_GATEWAY_URL: authGateway,
    AUTH_CLIENT_ID: parts.secrets.serviceClients[name].id,
    AUTH_CLIENT_SECRET: parts.secrets.serviceClients[name].secret,
  });
  const own: Record<DatabaseService, () => NodeJS.ProcessEnv> = {
    'auth-gateway': () => ({
      ...app,
      PUBLIC_URL: publicUrl(settings, 'auth-gateway'),
      TOKEN_ENCRYPTION_KEYS: encryptionKeys(parts, 'auth-gateway'),
      TIKTOK_REDIRECT_URI: redirectUri(settings),
      // The sandbox's app may do what it says; of one at TikTok the environment tells.
      ...(platform.kind === 'sandbox' && { TIKTOK_AUDITED: 'yes' }),
      TIKTOK_AUTH_BASE_URL: platform.authBaseUrl,
      TIKTOK_API_BASE_URL: platform.apiBaseUrl,
    }),
    uploader: () => ({
      PUBLIC_URL: publicUrl(settings, 'uploader'),
      ...client('uploader'),
      TOKEN_ENCRYPTION_KEYS: encryptionKeys(parts, 'uploader'),
      TIKTOK_API_BASE_URL: platform.apiBaseUrl,
      // The sandbox lives on this machine, where nothing has a certificate.
      TIKTOK_FETCHES_BY_HTTP: `${platform.apiBaseUrl.startsWith('http:')}`,
      MEDIA_DIRECTORY: settings.processEnv.MEDIA_DIRECTORY || parts.folders.media,
    }),
    'webhook-ingest': () => ({ ...app, ...client('webhook-ingest') }),
    'crm-sync': () => ({
      ...client('crm-sync'),
      TOKEN_ENCRYPTION_KEYS: encryptionKeys(parts, 'crm-sync'),
      TIKTOK_API_BASE_URL: platform.apiBaseUrl,
    }),
  };
  return {
    ...inherited(settings.processEnv),
    HOST: '127.0.0.1',
    PORT: `${settings.ports[service]}`,
    DATABASE_URL: parts.databaseUrl(service),
    NATS_URL: parts.natsUrl(service),
    AUTH_ISSUER: publicUrl(settings, 'auth-gateway'),
    AUTH_JWKS_URL: `${authGateway}/.well-known/jwks.json`,
    ...own[service](),
    ...settings.env,
  };
}

/** Where browsers reach the console. */
export const consoleUrl = (settings: StackSettings): string =>
  settings.processEnv.CONSOLE_PUBLIC_URL || localUrl(settings, 'console');

/** The environment of the console: where the services are, and nothing that the services hold. */
export function consoleEnvironment({
  settings,
  secrets,
  platform,
}: Pick<EnvironmentParts, 'settings' | 'secrets' | 'platform'>): NodeJS.ProcessEnv {
  return {
    ...inherited(settings.processEnv),
    HOST: '127.0.0.1',
    PORT: `${settings.ports.console}`,
    PUBLIC_URL: consoleUrl(settings),
    SESSION_KEYS: secrets.console.sessionKey,
    AUTH_GATEWAY_URL: localUrl(settings, 'auth-gateway'),
    UPLOADER_URL: localUrl(settings, 'uploader'),
    WEBHOOK_INGEST_URL: localUrl(settings, 'webhook-ingest'),
    CRM_SYNC_URL: localUrl(settings, 'crm-sync'),
    TIKTOK_WEB_URL: platform.authBaseUrl,
    ...(signInUrl({ settings, secrets }) && {
      LOCAL_SIGN_IN_KEY: secrets.console.signInKey,
      LOCAL_CLIENT_ID: secrets.adminClient.id,
      LOCAL_CLIENT_SECRET: secrets.adminClient.secret,
    }),
    ...settings.env,
  };
}

/**
 * The link that signs the local administrator in, on this machine only. The key stands behind the `#`, which browsers
 * send to nobody.
 */
export function signInUrl({
  settings,
  secrets,
}: Pick<EnvironmentParts, 'settings' | 'secrets'>): string | undefined {
  const url = new URL(consoleUrl(settings));
  if (!['127.0.0.1', 'localhost'].includes(url.hostname)) return undefined;
  return `${url.origin}/sign-in/local#${secrets.console.signInKey}`;
}

/** The environment of the sandbox: the developer app that auth-gateway uses there, and where its webhooks go. */
export function sandboxEnvironment({
  settings,
  secrets,
  folders,
}: Pick<EnvironmentParts, 'settings' | 'secrets' | 'folders'>): NodeJS.ProcessEnv {
  return {
    ...inherited(settings.processEnv),
    HOST: '127.0.0.1',
    PORT: `${settings.ports.sandbox}`,
    SANDBOX_PUBLIC_URL: localUrl(settings, 'sandbox'),
    SANDBOX_CLIENT_KEY: secrets.sandboxApp.clientKey,
    SANDBOX_CLIENT_SECRET: secrets.sandboxApp.clientSecret,
    SANDBOX_REDIRECT_URI: redirectUri(settings),
    SANDBOX_VERIFIED_URLS: `${publicUrl(settings, 'uploader')}/media/`,
    SANDBOX_WEBHOOK_URL: `${localUrl(settings, 'webhook-ingest')}/api/webhooks/tiktok`,
    SANDBOX_DATA_DIR: folders.sandbox,
    ...settings.env,
  };
}

function redirectUri(settings: StackSettings): string {
  const given = settings.processEnv.TIKTOK_REDIRECT_URI;
  return given || `${publicUrl(settings, 'auth-gateway')}/api/auth/tiktok/callback`;
}

/** The user's keys where there are some, so that a stack can be moved with its data. */
function encryptionKeys({ settings, secrets }: EnvironmentParts, service: ServiceWithKeys): string {
  return settings.processEnv.TOKEN_ENCRYPTION_KEYS || secrets.encryptionKeys[service];
}

/** What goes on to every child: the user's settings such as LOG_LEVEL, without npm's and without what names secrets. */
function inherited(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(
    ([name]) =>
      !/^(npm_|NODE_CHANNEL|PORT$|HOST$|DATABASE_URL|NATS_|TIKTOK_CLIENT_|TOKEN_ENCRYPTION|\w+_PASSWORD)/.test(
        name,
      ),
  );
  return Object.fromEntries(kept);
}
