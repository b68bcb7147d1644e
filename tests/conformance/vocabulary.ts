/** A word of TikTok's API: an error, a reason or an event. */
interface Word {
  name: string;
  meaning: string;
  /** Why no request to TikTok makes it appear; without this a wire case must provoke it. */
  notProvoked?: string;
}

/** `error.code` of the envelope. Source: developers.tiktok.com/doc/tiktok-api-v2-error-handling and each endpoint's page. */
export const errorCodes = [
  { name: 'ok', meaning: 'success' },
  { name: 'access_token_invalid', meaning: 'the token is wrong or has ended' },
  { name: 'scope_not_authorized', meaning: 'the creator did not grant the scope' },
  { name: 'scope_permission_missed', meaning: 'some fields need more scopes' },
  { name: 'invalid_params', meaning: 'a parameter is wrong' },
  { name: 'invalid_param', meaning: 'the same, as the Content Posting pages spell it' },
  {
    name: 'invalid_file_upload',
    meaning: 'the file breaks a rule',
    notProvoked: 'only the global list of errors names it; no page says which request gets it',
  },
  { name: 'rate_limit_exceeded', meaning: 'too many requests in a minute' },
  { name: 'internal_error', meaning: 'something broke at TikTok' },
  { name: 'invalid_publish_id', meaning: 'no such post' },
  { name: 'token_not_authorized_for_specified_publish_id', meaning: "another creator's post" },
  { name: 'publish_not_cancellable', meaning: 'the post is final' },
  { name: 'app_version_check_failed', meaning: "the creator's TikTok app is too old for photo drafts" },
  { name: 'spam_risk_too_many_posts', meaning: 'the creator reached the daily cap of posts' },
  { name: 'spam_risk_user_banned_from_posting', meaning: 'the creator may not post' },
  { name: 'spam_risk_too_many_pending_share', meaning: 'too many drafts wait in the inbox' },
  { name: 'reached_active_user_cap', meaning: 'the app reached its daily cap of posting creators' },
  {
    name: 'unaudited_client_can_only_post_to_private_accounts',
    meaning: 'the app is not audited and the account is public',
  },
  { name: 'url_ownership_unverified', meaning: 'the app does not own the URL' },
  { name: 'privacy_level_option_mismatch', meaning: 'the creator may not choose that audience' },
] as const satisfies readonly Word[];

/** `error` of OAuth. Source: developers.tiktok.com/doc/oauth-error-handling. */
export const oauthErrors = [
  { name: 'access_denied', meaning: 'the creator or TikTok said no' },
  { name: 'invalid_client', meaning: 'wrong client key or secret' },
  { name: 'invalid_grant', meaning: 'the code or refresh token is spent, wrong or of another app' },
  { name: 'invalid_request', meaning: 'a parameter is missing or malformed' },
  { name: 'invalid_scope', meaning: 'a scope is unknown or malformed' },
  { name: 'unauthorized_client', meaning: 'the app may not ask for this' },
  { name: 'unsupported_grant_type', meaning: 'as it says' },
  { name: 'unsupported_response_type', meaning: 'as it says' },
  { name: 'server_error', meaning: 'something broke at TikTok' },
  { name: 'temporarily_unavailable', meaning: 'TikTok is overloaded or in maintenance' },
] as const satisfies readonly Word[];

/** `fail_reason`. Source: developers.tiktok.com/doc/content-posting-api-reference-get-video-status. */
export const failReasons = [
  { name: 'file_format_check_failed', meaning: 'unsupported format' },
  { name: 'duration_check_failed', meaning: 'too long or too short' },
  { name: 'frame_rate_check_failed', meaning: 'too few or too many frames a second' },
  { name: 'picture_size_check_failed', meaning: 'the picture is too small or too large' },
  { name: 'internal', meaning: 'something broke at TikTok' },
  { name: 'video_pull_failed', meaning: 'the video could not be downloaded' },
  { name: 'photo_pull_failed', meaning: 'a photo could not be downloaded' },
  { name: 'publish_cancelled', meaning: 'we cancelled it' },
  { name: 'auth_removed', meaning: 'the creator removed the app' },
  { name: 'spam_risk_too_many_posts', meaning: 'the creator reached the daily cap of posts' },
  { name: 'spam_risk_user_banned_from_posting', meaning: 'the creator may not post' },
  { name: 'spam_risk_text', meaning: 'TikTok finds the caption risky' },
  { name: 'spam_risk', meaning: 'TikTok finds the request risky' },
] as const satisfies readonly Word[];

const otherProduct = 'belongs to another product of TikTok';

/** `event` of a webhook. Source: developers.tiktok.com/doc/webhooks-events and the page on post status. */
export const webhookEvents = [
  { name: 'authorization.removed', meaning: 'the grant ended' },
  { name: 'video.upload.failed', meaning: 'an upload by Video Kit failed', notProvoked: otherProduct },
  { name: 'video.publish.completed', meaning: 'a video of Video Kit was posted', notProvoked: otherProduct },
  { name: 'portability.download.ready', meaning: 'an export of data is ready', notProvoked: otherProduct },
  { name: 'post.publish.failed', meaning: 'the post failed' },
  { name: 'post.publish.complete', meaning: 'the post was published' },
  { name: 'post.publish.inbox_delivered', meaning: 'the draft lies in the inbox' },
  { name: 'post.publish.publicly_available', meaning: 'everybody can see the post' },
  { name: 'post.publish.no_longer_publicaly_available', meaning: 'not everybody can see the post any more' },
] as const satisfies readonly Word[];

export type ErrorCode = (typeof errorCodes)[number]['name'];
export type OAuthError = (typeof oauthErrors)[number]['name'];
export type FailReason = (typeof failReasons)[number]['name'];
export type WebhookEvent = (typeof webhookEvents)[number]['name'];
