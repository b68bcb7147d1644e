import { describe, expect, test } from 'vitest';
import { apiVerdict, dispositionOfFailReason, oauthVerdict, statusVerdict } from './dispositions.ts';

describe('what to do about a failure', () => {
  // An HTTP status that alone would say otherwise shows that the code decides.
  test.each([
    ['access_denied', 'reauth'],
    ['invalid_client', 'final'],
    ['invalid_grant', 'reauth'],
    ['invalid_request', 'final'],
    ['invalid_scope', 'final'],
    ['unauthorized_client', 'final'],
    ['unsupported_grant_type', 'final'],
    ['unsupported_response_type', 'final'],
    ['server_error', 'retryNow'],
    ['temporarily_unavailable', 'retryNow'],
  ])('OAuth: %s → %s', (code, disposition) => {
    const status = disposition === 'retryNow' ? 400 : 503;
    expect(oauthVerdict(code, status).disposition).toBe(disposition);
  });

  test.each([
    ['access_token_invalid', 'reauth', null],
    ['scope_not_authorized', 'reauth', null],
    ['scope_permission_missed', 'reauth', null],
    ['invalid_params', 'final', null],
    ['invalid_param', 'final', null],
    ['invalid_file_upload', 'userAction', null],
    ['rate_limit_exceeded', 'retryAt', 60],
    ['internal_error', 'retryNow', null],
    ['invalid_publish_id', 'retryNow', null],
    ['token_not_authorized_for_specified_publish_id', 'final', null],
    ['publish_not_cancellable', 'final', null],
    ['app_version_check_failed', 'userAction', null],
    ['spam_risk_too_many_posts', 'retryAt', 86_400],
    ['spam_risk_user_banned_from_posting', 'final', null],
    ['spam_risk_too_many_pending_share', 'retryAt', 86_400],
    ['reached_active_user_cap', 'retryAt', 86_400],
    ['unaudited_client_can_only_post_to_private_accounts', 'userAction', null],
    ['url_ownership_unverified', 'userAction', null],
    ['privacy_level_option_mismatch', 'userAction', null],
  ])('API: %s → %s', (code, disposition, retryAfterSeconds) => {
    const status = disposition === 'retryNow' ? 400 : 503;
    expect(apiVerdict(code, status)).toEqual({ disposition, retryAfterSeconds });
  });

  test.each([
    ['file_format_check_failed', 'userAction'],
    ['duration_check_failed', 'userAction'],
    ['frame_rate_check_failed', 'userAction'],
    ['picture_size_check_failed', 'userAction'],
    ['internal', 'retryNow'],
    ['video_pull_failed', 'retryNow'],
    ['photo_pull_failed', 'retryNow'],
    ['publish_cancelled', 'final'],
    ['auth_removed', 'reauth'],
    ['spam_risk_too_many_posts', 'userAction'],
    ['spam_risk_user_banned_from_posting', 'final'],
    ['spam_risk_text', 'final'],
    ['spam_risk', 'final'],
    ['a_reason_of_tomorrow', 'final'],
    ['toString', 'final'],
  ])('fail reason: %s → %s', (reason, disposition) => {
    expect(dispositionOfFailReason(reason)).toBe(disposition);
  });

  test.each([
    [200, 'final'],
    [400, 'final'],
    [401, 'final'],
    [403, 'final'],
    [429, 'retryAt'],
    [500, 'retryNow'],
    [503, 'retryNow'],
  ])('an unknown code with status %i → %s', (status, disposition) => {
    expect(apiVerdict('a_code_of_tomorrow', status).disposition).toBe(disposition);
    expect(oauthVerdict('constructor', status).disposition).toBe(disposition);
  });

  test('an answer without a code never ends a grant', () => {
    for (let status = 200; status < 600; status += 1) {
      expect(statusVerdict(status).disposition).not.toBe('reauth');
    }
  });
});
