/**
 * What to do about a failure.
 *
 * - `retryNow`: nothing has to change; try again with a growing pause.
 * - `retryAt`: a window has to open first; wait `retryAfterSeconds`.
 * - `reauth`: the grant no longer covers the call; the creator has to connect again. For `access_token_invalid` refresh once first.
 * - `userAction`: someone has to change the file, the post, the account or the app's settings first.
 * - `final`: no retry helps.
 */
export type Disposition = 'retryNow' | 'retryAt' | 'reauth' | 'userAction' | 'final';

export interface Verdict {
  disposition: Disposition;
  /** How long a closed window may last at most, in seconds; null when none is known. */
  retryAfterSeconds: number | null;
}

const minute = 60;
const day = 24 * 60 * minute;

const retryNow: Verdict = { disposition: 'retryNow', retryAfterSeconds: null };
const retryIn = (seconds: number): Verdict => ({ disposition: 'retryAt', retryAfterSeconds: seconds });
const reauth: Verdict = { disposition: 'reauth', retryAfterSeconds: null };
const userAction: Verdict = { disposition: 'userAction', retryAfterSeconds: null };
const final: Verdict = { disposition: 'final', retryAfterSeconds: null };

/**
 * Every code that TikTok documents, and those that this client adds, by where it appears: the same word may mean
 * something else in another place.
 * Sources: developers.tiktok.com/doc/oauth-error-handling, /doc/tiktok-api-v2-error-handling,
 * /doc/content-posting-api-reference-direct-post, -upload-video, -get-video-status.
 */
const table = {
  oauth: {
    access_denied: reauth,
    invalid_client: final, // The app's key or secret is wrong: an operator's matter, never a reason to drop an account.
    invalid_grant: reauth,
    invalid_request: final,
    invalid_scope: final,
    unauthorized_client: final,
    unsupported_grant_type: final,
    unsupported_response_type: final,
    server_error: retryNow,
    temporarily_unavailable: retryNow,
  },
  api: {
    access_token_invalid: reauth,
    scope_not_authorized: reauth,
    scope_permission_missed: reauth,
    invalid_params: final,
    invalid_param: final,
    invalid_file_upload: userAction,
    rate_limit_exceeded: retryIn(minute),
    internal_error: retryNow,
    invalid_publish_id: retryNow, // Also answered for a moment right after init.
    token_not_authorized_for_specified_publish_id: final,
    publish_not_cancellable: final,
    app_version_check_failed: userAction,
    spam_risk_too_many_posts: retryIn(day),
    spam_risk_user_banned_from_posting: final,
    spam_risk_too_many_pending_share: retryIn(day),
    reached_active_user_cap: retryIn(day),
    unaudited_client_can_only_post_to_private_accounts: userAction,
    url_ownership_unverified: userAction,
    privacy_level_option_mismatch: userAction,
  },
  failReason: {
    file_format_check_failed: userAction,
    duration_check_failed: userAction,
    frame_rate_check_failed: userAction,
    picture_size_check_failed: userAction,
    internal: retryNow,
    video_pull_failed: retryNow,
    photo_pull_failed: retryNow,
    publish_cancelled: final,
    auth_removed: reauth,
    spam_risk_too_many_posts: userAction, // Not via the API any more; the creator may post in TikTok's app.
    spam_risk_user_banned_from_posting: final,
    spam_risk_text: final,
    spam_risk: final,
  },
  client: {
    invalid_field: final,
    state_mismatch: final,
    callback_incomplete: final,
    ticket_mismatch: final,
    unreachable: retryNow,
    connection_lost: retryNow,
    timeout: retryNow,
    upload_rejected: final,
    upload_url_expired: retryNow, // With a new init.
    upload_unknown: retryNow, // With a new init.
    upload_out_of_step: retryNow,
    upload_unavailable: retryNow,
    media_length_mismatch: final,
    media_stalled: retryNow,
  },
} satisfies Record<string, Record<string, Verdict>>;

/** The codes that this client raises where TikTok gave none. */
export type ClientErrorCode = keyof typeof table.client;

/** The verdict on an `error` of `/v2/oauth/*`; an unknown one is judged by the HTTP status. */
export const oauthVerdict = (code: string, httpStatus: number): Verdict =>
  lookUp(table.oauth, code) ?? unknownCodeVerdict(httpStatus);

/** The verdict on an `error.code` of every other endpoint; an unknown one is judged by the HTTP status. */
export const apiVerdict = (code: string, httpStatus: number): Verdict =>
  lookUp(table.api, code) ?? unknownCodeVerdict(httpStatus);

/** The verdict on a code that this client raises itself. */
export const clientVerdict = (code: ClientErrorCode): Verdict => table.client[code];

/**
 * What to do about a publication that TikTok ended: `fail_reason` of a status, `reason` of a webhook.
 * An unknown reason is final: a post is never repeated on a guess.
 */
export const dispositionOfFailReason = (reason: string): Disposition =>
  (lookUp(table.failReason, reason) ?? final).disposition;

// A code that no table knows is a refusal all the same, even with status 200.
const unknownCodeVerdict = (httpStatus: number): Verdict =>
  httpStatus < 300 ? final : statusVerdict(httpStatus);

/** The verdict on an answer without a code. A bare 401 is not a refusal of the grant: only a code can say that. */
export function statusVerdict(httpStatus: number): Verdict {
  if (httpStatus === 429) return retryIn(minute);
  if (httpStatus >= 500 || httpStatus === 408 || (httpStatus >= 200 && httpStatus < 300)) return retryNow;
  return final;
}

function lookUp(codes: Record<string, Verdict>, code: string): Verdict | undefined {
  return Object.hasOwn(codes, code) ? codes[code] : undefined;
}
