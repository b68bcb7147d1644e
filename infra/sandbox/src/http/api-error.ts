import type { Settings } from '../state/settings.ts';

const guidelines =
  'Please review our integration guidelines at https://developers.tiktok.com/doc/content-sharing-guidelines/';

/** Every code of reference 9 that the sandbox answers, with its HTTP status and TikTok's text where it is known. */
const errors = {
  access_token_invalid: [401, 'The access token is invalid or not found in the request.'],
  scope_not_authorized: [401, 'The user did not authorize the scope required for completing this request.'],
  scope_permission_missed: [400, 'Some of the requested fields need additional scopes.'],
  invalid_params: [400, 'The request parameters are invalid.'],
  invalid_param: [400, 'The request parameters are invalid.'],
  invalid_file_upload: [400, 'The uploaded file does not meet the rules.'],
  invalid_publish_id: [400, 'invalid_publish_id'],
  token_not_authorized_for_specified_publish_id: [
    400,
    'The access token is not authorized for the specified publish_id.',
  ],
  publish_not_cancellable: [400, 'The publish can no longer be cancelled.'],
  app_version_check_failed: [400, "The user's TikTok app is too old: 31.8 or newer is needed."],
  rate_limit_exceeded: [429, 'The API rate limit was exceeded. Please try again later.'],
  internal_error: [500, 'Something went wrong. Please try again later.'],
  spam_risk_too_many_posts: [403, guidelines],
  spam_risk_user_banned_from_posting: [403, guidelines],
  spam_risk_too_many_pending_share: [403, guidelines],
  reached_active_user_cap: [403, guidelines],
  unaudited_client_can_only_post_to_private_accounts: [403, guidelines],
  privacy_level_option_mismatch: [403, guidelines],
  url_ownership_unverified: [
    403,
    'Please review our URL ownership verification rules at ' +
      'https://developers.tiktok.com/doc/content-posting-api-media-transfer-guide/#pull_from_url',
  ],
} as const satisfies Record<string, readonly [number, string]>;

type ApiErrorCode = keyof typeof errors;

/** A refusal by an API endpoint, in the words of TikTok. */
export class ApiError extends Error {
  readonly code: string;
  readonly status: number;

  /** @param options what a scripted fault or an endpoint's oddity says instead of the table */
  constructor(
    code: ApiErrorCode,
    options: { message?: string; status?: number; code?: string | undefined } = {},
  ) {
    super(options.message ?? errors[code][1]);
    this.code = options.code ?? code;
    this.status = options.status ?? errors[code][0];
  }
}

/** A parameter error; the two spellings are a switch. */
export const parameterError = (settings: Settings, message?: string) =>
  new ApiError(settings.parameterErrorCode, message === undefined ? {} : { message });

/** The code that goes with a bare HTTP status, for scripted faults. */
export function codeOfStatus(status: number): ApiErrorCode {
  if (status === 401) return 'access_token_invalid';
  if (status === 429) return 'rate_limit_exceeded';
  if (status === 403) return 'spam_risk_too_many_posts';
  return status >= 500 ? 'internal_error' : 'invalid_params';
}
