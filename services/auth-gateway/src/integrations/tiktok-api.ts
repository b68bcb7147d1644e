import type { DisplayEndpoint } from '@postbus/db/auth-gateway';
import { type Agent, request, errors as undiciErrors } from 'undici';
import { platformUnavailable } from '../errors.ts';

/**
 * Calls that an app may make with an account's token without ever seeing it: those that change nothing at TikTok. What
 * publishes is for uploader, which counts and never publishes twice. Each with its method; the final slash is TikTok's.
 * Source: developers.tiktok.com/doc/tiktok-api-v2-get-user-info and the pages beside it.
 */
const allowedCalls: Readonly<Record<string, 'GET' | 'POST'>> = {
  '/v2/user/info/': 'GET',
  '/v2/video/list/': 'POST',
  '/v2/video/query/': 'POST',
  '/v2/post/publish/creator_info/query/': 'POST',
  '/v2/post/publish/status/fetch/': 'POST',
};

/** Those that TikTok counts by the minute for everybody with a token of the app. */
const displayCalls: Readonly<Record<string, DisplayEndpoint>> = {
  '/v2/user/info/': 'user_info',
  '/v2/video/list/': 'video_list',
  '/v2/video/query/': 'video_query',
};

/** Longest that an answer is waited for. */
const defaultTimeoutMs = 15_000;

export interface TikTokCall {
  method: 'GET' | 'POST';
  /** One of the allowed ones. */
  path: string;
  /** Without the question mark. */
  query: string;
  body: Buffer | null;
}

export interface TikTokAnswer {
  status: number;
  contentType: string;
  logId: string | null;
  body: Buffer;
}

/** Whether apps may make this call. Compared as a whole: there is nothing to climb out of. */
export const isAllowedCall = ({ method, path }: Pick<TikTokCall, 'method' | 'path'>): boolean =>
  Object.hasOwn(allowedCalls, path) && allowedCalls[path] === method;

/** Which window of the Display API the call counts in; null for others. */
export const displayEndpointOf = ({ path }: Pick<TikTokCall, 'path'>): DisplayEndpoint | null =>
  displayCalls[path] ?? null;

/** Makes the call once and gives TikTok's answer as it came. Raises `platform_unavailable` if there is none. */
export async function callTikTok(
  { baseUrl, dispatcher }: { baseUrl: string; dispatcher: Agent },
  accessToken: string,
  { method, path, query, body }: TikTokCall,
  timeoutMs = defaultTimeoutMs,
): Promise<TikTokAnswer> {
  const url = `${baseUrl.replace(/\/+$/, '')}${path}${query && `?${query}`}`;
  try {
    const answer = await request(url, {
      method,
      dispatcher,
      signal: AbortSignal.timeout(Math.min(timeoutMs, defaultTimeoutMs)),
      headers: {
        authorization: `Bearer ${accessToken}`,
        ...(method === 'POST' && { 'content-type': 'application/json; charset=UTF-8' }),
      },
      ...(method === 'POST' && { body: body ?? '{}' }),
    });
    return {
      status: answer.statusCode,
      contentType: headerOf(answer.headers['content-type']) ?? 'application/octet-stream',
      logId: headerOf(answer.headers['x-tt-logid']),
      body: Buffer.from(await answer.body.arrayBuffer()),
    };
  } catch (error) {
    // The library's error may hold what was sent, and so the token.
    const reason = error instanceof undiciErrors.UndiciError ? error.code : 'no_answer';
    throw platformUnavailable({ details: { platformCode: reason } });
  }
}

/** Whether TikTok refused the token: a refresh may help. */
export function refusesToken({ status, body }: TikTokAnswer): boolean {
  return status === 401 && body.includes('"access_token_invalid"');
}

/** Whether TikTok says that the window of the call is full. */
export function refusesForNow({ status, body }: TikTokAnswer): boolean {
  return status === 429 && body.includes('"rate_limit_exceeded"');
}

const headerOf = (value: string | string[] | undefined): string | null =>
  typeof value === 'string' ? value : null;
