import { describe, expect, test } from 'vitest';
import { serviceEnvironment } from './environment.ts';
import { choosePlatform } from './platform.ts';
import type { StackSecrets } from './secrets.ts';
import { stackSettings } from './settings.ts';

const secrets: StackSecrets = {
  postgresPassword: 'postgres-password',
  rolePasswords: { 'auth-gateway': 'a', uploader: 'b', 'webhook-ingest': 'c', 'crm-sync': 'd' },
  natsPasswords: { 'auth-gateway': 'a', uploader: 'b', 'webhook-ingest': 'c', 'crm-sync': 'd', admin: 'e' },
  encryptionKeys: {
    'auth-gateway': 'local:auth-gateway-key',
    uploader: 'local:uploader-key',
    'crm-sync': 'local:crm-sync-key',
  },
  sandboxApp: { clientKey: 'sandbox-key', clientSecret: 'sandbox-app-secret' },
  adminClient: { id: 'admin', secret: 'admin-client-secret' },
  console: { sessionKey: 'session-key', signInKey: 'sign-in-key' },
  serviceClients: {
    uploader: { id: 'uploader', secret: 'uploader-client-secret' },
    'webhook-ingest': { id: 'webhook-ingest', secret: 'webhook-ingest-client-secret' },
    'crm-sync': { id: 'crm-sync', secret: 'crm-sync-client-secret' },
  },
};
const sandboxUrl = 'http://127.0.0.1:4010';

describe('the platform', () => {
  test('is the sandbox without credentials', () => {
    expect(choosePlatform({}, sandboxUrl, secrets)).toMatchObject({
      kind: 'sandbox',
      apiBaseUrl: sandboxUrl,
    });
  });

  test('is TikTok with credentials, or whatever the addresses say', () => {
    const app = { TIKTOK_CLIENT_KEY: 'key', TIKTOK_CLIENT_SECRET: 'secret' };
    expect(choosePlatform(app, sandboxUrl, secrets)).toEqual({
      kind: 'tiktok',
      clientKey: 'key',
      clientSecret: 'secret',
      authBaseUrl: 'https://www.tiktok.com',
      apiBaseUrl: 'https://open.tiktokapis.com',
    });
    const elsewhere = { ...app, TIKTOK_API_BASE_URL: 'http://proxy' };
    expect(choosePlatform(elsewhere, sandboxUrl, secrets)).toMatchObject({ apiBaseUrl: 'http://proxy' });
  });

  test('is a Problem with half of the credentials, or an address without any', () => {
    expect(() => choosePlatform({ TIKTOK_CLIENT_KEY: 'key' }, sandboxUrl, secrets)).toThrow(/^Set both/);
    expect(() => choosePlatform({ TIKTOK_API_BASE_URL: 'http://x' }, sandboxUrl, secrets)).toThrow(
      /also set TIKTOK_CLIENT_KEY/,
    );
  });
});

describe('the settings of a stack', () => {
  test('take ports from the environment, and from the caller before that', () => {
    const processEnv = { UPLOADER_PORT: '5002', NATS_PORT: '5022' };
    const { ports } = stackSettings({ processEnv, ports: { nats: 6022 } });
    expect(ports).toMatchObject({ 'auth-gateway': 4001, uploader: 5002, nats: 6022, postgres: 4032 });
  });

  test.each(['abc', '0', '65536', '1.5', '-1'])('refuse the port %s', (port) => {
    expect(() => stackSettings({ processEnv: { CRM_SYNC_PORT: port } })).toThrow(
      'CRM_SYNC_PORT must be a port',
    );
  });

  test('take the data folder from POSTBUS_DATA_DIR', () => {
    expect(stackSettings({ processEnv: { POSTBUS_DATA_DIR: '/somewhere' } }).dataDir).toBe('/somewhere');
    expect(stackSettings({ processEnv: {} }).dataDir).toMatch(/\/\.postbus$/);
  });
});

describe('the environment of a service', () => {
  const processEnv = {
    PATH: '/bin',
    LOG_LEVEL: 'debug',
    DATABASE_URL: 'postgres://admin:secret@db/x',
    npm_config_x: 'y',
  };
  const folders = { logs: '', nats: '', media: '/media', sandbox: '', postgres: '', postgresUser: undefined };
  const parts = {
    settings: stackSettings({ processEnv, env: { STATUS_POLL_SECONDS: '1' } }),
    secrets,
    folders,
    platform: choosePlatform({}, sandboxUrl, secrets),
    databaseUrl: (service: string) => `database of ${service}`,
    natsUrl: (service: string) => `bus of ${service}`,
  };

  test('has its own database role and bus user, what the caller sets, and what the person at the keyboard sets', () => {
    expect(serviceEnvironment('crm-sync', parts)).toMatchObject({
      PATH: '/bin',
      LOG_LEVEL: 'debug',
      STATUS_POLL_SECONDS: '1',
      PORT: '4004',
      DATABASE_URL: 'database of crm-sync',
      NATS_URL: 'bus of crm-sync',
      AUTH_JWKS_URL: 'http://127.0.0.1:4001/.well-known/jwks.json',
    });
  });

  test("has no other service's secret", () => {
    const crm = JSON.stringify(serviceEnvironment('crm-sync', parts));
    expect(crm).toContain('crm-sync-client-secret');
    expect(crm).toContain('crm-sync-key');
    expect(crm).not.toMatch(
      /uploader-client|ingest-client|admin-client|app-secret|auth-gateway-key|uploader-key|npm_/i,
    );
    const webhooks = JSON.stringify(serviceEnvironment('webhook-ingest', parts));
    expect(webhooks).toContain('sandbox-app-secret');
    expect(webhooks).not.toMatch(/uploader-client|admin-client|local:/);
    expect(JSON.stringify(serviceEnvironment('uploader', parts))).not.toMatch(
      /auth-gateway-key|sandbox-app-secret|ingest-client|admin-client/,
    );
  });
});
