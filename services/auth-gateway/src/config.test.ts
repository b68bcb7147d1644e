import { describe, expect, test } from 'vitest';
import { loadServiceConfig } from './config.ts';

const complete = {
  PORT: '4001',
  DATABASE_URL: 'postgres://role:pw@localhost/postbus',
  NATS_URL: 'nats://user:pw@localhost:4222',
  AUTH_ISSUER: 'https://auth.example.com',
  AUTH_JWKS_URL: 'https://auth.example.com/.well-known/jwks.json',
  PUBLIC_URL: 'https://auth.example.com',
  TOKEN_ENCRYPTION_KEYS: `new:${'a'.repeat(64)},old:${'b'.repeat(64)}`,
  TIKTOK_CLIENT_KEY: 'awdemo',
  TIKTOK_CLIENT_SECRET: 'a-secret',
  TIKTOK_REDIRECT_URI: 'https://auth.example.com/api/auth/tiktok/callback',
};

describe('the configuration', () => {
  test('points at TikTok itself unless told, with PKCE', () => {
    expect(loadServiceConfig(complete)).toMatchObject({
      TIKTOK_AUTH_BASE_URL: 'https://www.tiktok.com',
      TIKTOK_API_BASE_URL: 'https://open.tiktokapis.com',
      TIKTOK_PKCE: 'on',
    });
  });

  test('names everything that is missing or malformed in one message, and no value', () => {
    const { TIKTOK_CLIENT_KEY: _, TIKTOK_CLIENT_SECRET: __, ...rest } = complete;
    const broken = { ...rest, TOKEN_ENCRYPTION_KEYS: 'local:not-hex-at-all', TIKTOK_PKCE: 'maybe' };
    const message = messageOf(() => loadServiceConfig(broken));
    for (const name of [
      'TIKTOK_CLIENT_KEY',
      'TIKTOK_CLIENT_SECRET',
      'TOKEN_ENCRYPTION_KEYS',
      'TIKTOK_PKCE',
    ]) {
      expect(message).toContain(name);
    }
    expect(message).not.toContain('not-hex-at-all');
  });

  test('refuses a callback on another host, where the cookie of the browser would not be sent', () => {
    const elsewhere = {
      ...complete,
      TIKTOK_REDIRECT_URI: 'https://other.example.com/api/auth/tiktok/callback',
    };
    expect(messageOf(() => loadServiceConfig(elsewhere))).toContain('must have the same host');
  });
});

function messageOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return String(error);
  }
  throw new Error('nothing was raised');
}
