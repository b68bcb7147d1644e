/** What a code in the address says, after TikTok has sent the browser back. */
const messages: Record<string, string> = {
  user_denied: 'The access was not allowed at TikTok. Connect again if that was a mistake.',
  authorization_refused: 'TikTok refused the sign-in. Ask whoever runs Postbus.',
  scopes_missing: 'Some of the permissions were switched off. Connect again and leave them on.',
  wrong_account: 'You signed in to another TikTok account. Sign in with the right one and connect again.',
  code_refused: 'TikTok did not accept the sign-in. Connect again.',
  state_mismatch: 'The sign-in could not be matched to a request. Connect again.',
  browser_mismatch: 'Finish the sign-in in the browser in which you began. Connect again.',
  session_expired: 'The sign-in took longer than ten minutes. Connect again.',
  platform_unavailable: 'TikTok cannot be reached right now. Connect again in a moment.',
  platform_app_refused: 'The connection to TikTok is not set up correctly. Ask whoever runs Postbus.',
};

export interface Outcome {
  isSuccess: boolean;
  message: string;
  accountId: string | null;
}

/** Reads `?status=connected&accountId=…` or `?status=error&code=…`; null if the browser does not come from there. */
export function outcomeOf(query: URLSearchParams): Outcome | null {
  const status = query.get('status');
  const accountId = query.get('accountId');
  if (status === 'connected') return { isSuccess: true, message: 'The account is connected.', accountId };
  if (status !== 'error') return null;
  const message = messages[query.get('code') ?? ''] ?? 'The account was not connected. Connect again.';
  return { isSuccess: false, message, accountId };
}
