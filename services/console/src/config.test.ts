import { describe, expect, test } from 'vitest';
import { configOf } from './config.ts';

const url = 'http://127.0.0.1:1';
const env = {
  PUBLIC_URL: 'https://console.test',
  SESSION_KEYS: 'ab'.repeat(32),
  AUTH_GATEWAY_URL: url,
  UPLOADER_URL: url,
  WEBHOOK_INGEST_URL: url,
  CRM_SYNC_URL: url,
};
const local = { LOCAL_SIGN_IN_KEY: 'k'.repeat(32), LOCAL_CLIENT_ID: 'id', LOCAL_CLIENT_SECRET: 'secret' };

describe('the configuration', () => {
  test('names everything that is missing at once', () => {
    expect(() => configOf({})).toThrow(/PUBLIC_URL.*SESSION_KEYS.*CRM_SYNC_URL/s);
  });

  test('takes plain http on this machine only, because the cookie would travel in the open', () => {
    expect(configOf({ ...env, PUBLIC_URL: 'http://127.0.0.1:4000' }).PORT).toBe(4000);
    expect(() => configOf({ ...env, PUBLIC_URL: 'http://console.test' })).toThrow('must be https');
  });

  test('takes a local sign-in on this machine only, and whole', () => {
    expect(configOf({ ...env, ...local, PUBLIC_URL: 'http://localhost:4000' })).toMatchObject(local);
    expect(() => configOf({ ...env, ...local })).toThrow('on this machine only');
    const half = { LOCAL_CLIENT_ID: 'id', PUBLIC_URL: 'http://localhost:4000' };
    expect(() => configOf({ ...env, ...half })).toThrow('together or not at all');
  });
});
