import { Problem } from '../problem.ts';
import type { StackSecrets } from './secrets.ts';

/** Which TikTok the stack talks to. */
export interface Platform {
  kind: 'sandbox' | 'tiktok';
  clientKey: string;
  clientSecret: string;
  authBaseUrl: string;
  apiBaseUrl: string;
}

/**
 * The sandbox, unless the environment has credentials of a TikTok app. An address of a platform without credentials,
 * or half of them, is a Problem.
 */
export function choosePlatform(env: NodeJS.ProcessEnv, sandboxUrl: string, secrets: StackSecrets): Platform {
  const { TIKTOK_CLIENT_KEY: clientKey, TIKTOK_CLIENT_SECRET: clientSecret } = env;
  if (clientKey && clientSecret) {
    return {
      kind: 'tiktok',
      clientKey,
      clientSecret,
      authBaseUrl: env.TIKTOK_AUTH_BASE_URL || 'https://www.tiktok.com',
      apiBaseUrl: env.TIKTOK_API_BASE_URL || 'https://open.tiktokapis.com',
    };
  }
  if (clientKey || clientSecret) {
    throw new Problem('Set both TIKTOK_CLIENT_KEY and TIKTOK_CLIENT_SECRET, or neither to use the sandbox.');
  }
  if (env.TIKTOK_API_BASE_URL || env.TIKTOK_AUTH_BASE_URL) {
    throw new Problem(
      'TIKTOK_API_BASE_URL or TIKTOK_AUTH_BASE_URL points to a platform: also set TIKTOK_CLIENT_KEY and ' +
        'TIKTOK_CLIENT_SECRET for it, or unset both to use the sandbox.',
    );
  }
  return { kind: 'sandbox', ...secrets.sandboxApp, authBaseUrl: sandboxUrl, apiBaseUrl: sandboxUrl };
}
