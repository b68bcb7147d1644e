import type { Dispatcher } from 'undici';
import { type UserInfoField, userInfo } from './display/user-info.ts';
import {
  listVideos,
  type VideoListOptions,
  type VideoListRequest,
  type VideoPageRequest,
  videoPage,
} from './display/video-list.ts';
import { queryVideos, type VideoQuery } from './display/video-query.ts';
import { invalidField } from './errors/tiktok-error.ts';
import { createApiCaller } from './http/api-call.ts';
import { createTransport } from './http/transport.ts';
import { type AuthorizeRequest, authorizeUrl } from './oauth/authorize-url.ts';
import { clientToken } from './oauth/client-token.ts';
import { checkQrSignIn, type QrCheck, type QrSignIn, startQrSignIn } from './oauth/qr-sign-in.ts';
import { revokeToken } from './oauth/revoke.ts';
import { type CodeExchange, exchangeCode, refreshToken } from './oauth/token.ts';
import { cancelPublish } from './posting/cancel.ts';
import { queryCreatorInfo } from './posting/creator-info.ts';
import {
  type DirectPhotos,
  type InboxPhotos,
  initDirectPhotos,
  initInboxPhotos,
} from './posting/photo-init.ts';
import { fetchStatus } from './posting/status.ts';
import { type DirectVideo, type InboxVideo, initDirectVideo, initInboxVideo } from './posting/video-init.ts';
import { defaultRetry, type RetryPolicy } from './transfer/retry.ts';
import { type ChunkUpload, uploadChunks } from './transfer/upload-chunks.ts';

export interface TikTokClientOptions {
  apiBaseUrl?: string;
  authBaseUrl?: string;
  /** Needed for what concerns OAuth only. */
  clientKey?: string;
  clientSecret?: string;
  /** Limit for one call. Default 15 s. */
  callTimeoutMs?: number;
  /** How long a chunk may make no progress, or wait for its answer. Default 60 s. */
  chunkIdleTimeoutMs?: number;
  /** How often and how fast a chunk is sent again. */
  chunkRetry?: Partial<RetryPolicy>;
  /** Lets TikTok pull media from http addresses: for one of your own, such as a sandbox. TikTok itself takes https only. */
  allowHttpMedia?: boolean;
  /** Connections to share between clients; the client then leaves them open on `close`. */
  dispatcher?: Dispatcher;
}

export type TikTokClient = ReturnType<typeof createTikTokClient>;

/**
 * A client of TikTok's public API. Every call is made once and raises a `TikTokError`; only chunks of an upload are
 * repeated, which is safe.
 */
export function createTikTokClient(options: TikTokClientOptions = {}) {
  const apiBaseUrl = withoutFinalSlash(options.apiBaseUrl ?? 'https://open.tiktokapis.com');
  const authBaseUrl = withoutFinalSlash(options.authBaseUrl ?? 'https://www.tiktok.com');
  const transport = createTransport({
    callTimeoutMs: options.callTimeoutMs ?? 15_000,
    ...(options.dispatcher && { dispatcher: options.dispatcher }),
  });
  const call = createApiCaller(transport, apiBaseUrl);
  const rules = { allowHttp: options.allowHttpMedia ?? false };

  const clientKey = () => {
    if (!options.clientKey) throw invalidField('clientKey', 'is not configured');
    return options.clientKey;
  };
  const credentials = () => {
    if (!options.clientSecret) throw invalidField('clientSecret', 'is not configured');
    return { apiBaseUrl, clientKey: clientKey(), clientSecret: options.clientSecret };
  };

  return {
    buildAuthorizeUrl: (request: AuthorizeRequest) => authorizeUrl(authBaseUrl, clientKey(), request),
    exchangeCode: async (exchange: CodeExchange) => exchangeCode(transport, credentials(), exchange),
    refreshToken: async (token: string) => refreshToken(transport, credentials(), token),
    clientToken: async () => clientToken(transport, credentials()),
    startQrSignIn: async (signIn: QrSignIn) =>
      startQrSignIn(transport, { apiBaseUrl, clientKey: clientKey() }, signIn),
    checkQrSignIn: async (request: QrCheck) => checkQrSignIn(transport, credentials(), request),
    revokeToken: async (accessToken: string) => revokeToken(transport, credentials(), accessToken),

    userInfo: async (accessToken: string, fields: readonly UserInfoField[]) =>
      userInfo(call, accessToken, fields),

    videoPage: async (accessToken: string, request: VideoPageRequest) =>
      videoPage(call, accessToken, request),
    /** Raises `invalid_field` at once; everything else while it is read. */
    listVideos: (accessToken: string, request: VideoListRequest, options?: VideoListOptions) =>
      listVideos(call, accessToken, request, options),
    queryVideos: async (accessToken: string, query: VideoQuery) => queryVideos(call, accessToken, query),
    queryCreatorInfo: async (accessToken: string) => queryCreatorInfo(call, accessToken),
    initDirectVideo: async (accessToken: string, request: DirectVideo) =>
      initDirectVideo(call, accessToken, { request, rules }),
    initInboxVideo: async (accessToken: string, request: InboxVideo) =>
      initInboxVideo(call, accessToken, { request, rules }),
    initDirectPhotos: async (accessToken: string, request: DirectPhotos) =>
      initDirectPhotos(call, accessToken, { request, rules }),
    initInboxPhotos: async (accessToken: string, request: InboxPhotos) =>
      initInboxPhotos(call, accessToken, { request, rules }),
    fetchStatus: async (accessToken: string, publishId: string) => fetchStatus(call, accessToken, publishId),

    cancelPublish: async (accessToken: string, publishId: string) =>
      cancelPublish(call, accessToken, publishId),
    uploadChunks: async (upload: ChunkUpload) =>
      uploadChunks(upload, {
        dispatcher: transport.dispatcher,
        idleTimeoutMs: options.chunkIdleTimeoutMs ?? 60_000,
        retry: { ...defaultRetry, ...options.chunkRetry },
      }),

    /** Waits for running calls and closes the connections. */
    close: () => transport.close(),
  };
}

const withoutFinalSlash = (url: string): string => url.replace(/\/+$/, '');
