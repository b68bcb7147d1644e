export { createTikTokClient, type TikTokClient, type TikTokClientOptions } from './client.ts';
export { type UserInfo, type UserInfoField, userInfoFieldsFor } from './display/user-info.ts';
export { type Video, videoFields } from './display/video.ts';
export type { VideoListRequest, VideoPage, VideoPageRequest } from './display/video-list.ts';
export type { VideoQuery } from './display/video-query.ts';
export { type Disposition, dispositionOfFailReason } from './errors/dispositions.ts';
export { TikTokError } from './errors/tiktok-error.ts';
export { type AuthorizeCallback, parseAuthorizeCallback } from './oauth/authorize-callback.ts';
export type { AuthorizeRequest } from './oauth/authorize-url.ts';
export type { AppToken } from './oauth/client-token.ts';
export { createCodeVerifier, hexCodeChallenge } from './oauth/pkce.ts';
export type {
  QrCheck,
  QrSignIn,
  QrSignInState,
  QrSignInStatus,
  StartedQrSignIn,
} from './oauth/qr-sign-in.ts';
export type { CodeExchange, RefreshedToken, TokenGrant } from './oauth/token.ts';
export type { CreatorInfo } from './posting/creator-info.ts';
export {
  type DirectPhotos,
  type InboxPhotos,
  PhotoPostInfo,
  PhotoSourceInfo,
  type StartedPhotos,
} from './posting/photo-init.ts';
export { PrivacyLevel, VideoPostInfo } from './posting/post-info.ts';
export { VideoSourceInfo } from './posting/source-info.ts';
export type { PublishStatus, PublishStatusName } from './posting/status.ts';
export type { DirectVideo, InboxVideo, StartedPublish } from './posting/video-init.ts';
export {
  type ByteRange,
  type ChunkPlan,
  chunkPlan,
  maxVideoSize,
  planChunks,
} from './transfer/chunk-plan.ts';
export { uploadedBytesOf } from './transfer/position.ts';
export type { VideoType } from './transfer/put-chunk.ts';
export type { ChunkUpload } from './transfer/upload-chunks.ts';
export { parseWebhookContent, type RemovalReason, type WebhookContent } from './webhooks/parse-content.ts';
export { parseWebhook, type Webhook } from './webhooks/parse-webhook.ts';
export {
  type CheckedSignature,
  checkWebhookSignature,
  type SignatureOutcome,
  verifyWebhookSignature,
} from './webhooks/verify-signature.ts';
export { WebhookFormatError } from './webhooks/webhook-format-error.ts';
