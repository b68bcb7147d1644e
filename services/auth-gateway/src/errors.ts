import { defineError } from '@postbus/service-kit';

/** Every error that this service raises, beyond those that all services share. */

const connectAgain = 'Connect the account again.';
const startAgain = 'Go back to the app and start connecting again.';

// Clients
export const clientUnknown = defineError({
  code: 'client_unknown',
  statusCode: 404,
  retry: 'never',
  message: 'the workspace has no such client',
  userMessage: 'This client does not exist or is not yours.',
});
export const scopeNotForWorkspace = defineError({
  code: 'scope_not_for_workspace',
  statusCode: 400,
  retry: 'never',
  message: 'a scope is for service-to-service clients only',
  userMessage: 'One of the scopes cannot be given to an app.',
});
export const returnUrlInvalid = defineError({
  code: 'return_url_invalid',
  statusCode: 400,
  retry: 'never',
  message: 'a return URL is not http or https, or has a user, a query or a fragment',
  userMessage: 'One of the return URLs cannot be used.',
});
export const tooManySecrets = defineError({
  code: 'too_many_secrets',
  statusCode: 409,
  retry: 'never',
  message: 'the client has two secrets that work; end one of them first',
  userMessage: 'This client has two secrets already. End the old one first.',
});
export const secretUnknown = defineError({
  code: 'secret_unknown',
  statusCode: 404,
  retry: 'never',
  message: 'the client has no such secret that works',
  userMessage: 'This secret does not exist or has ended.',
});
export const lastSecret = defineError({
  code: 'last_secret',
  statusCode: 409,
  retry: 'never',
  message: 'a client keeps one secret; disable the client instead',
  userMessage: 'This is the only secret of the client. Disable the client instead.',
});

// Platform apps
export const platformAppUnknown = defineError({
  code: 'platform_app_unknown',
  statusCode: 404,
  retry: 'never',
  message: 'the workspace has no such platform app, or it is disabled',
  userMessage: 'This platform app does not exist or is not yours.',
});
export const platformAppExists = defineError({
  code: 'platform_app_exists',
  statusCode: 409,
  retry: 'never',
  message: 'the workspace has a platform app with this client key; replace its secret instead',
  userMessage: 'This platform app is there already.',
});

// Connect sessions
export const returnUrlNotAllowed = defineError({
  code: 'return_url_not_allowed',
  statusCode: 400,
  retry: 'never',
  message: "returnUrl is not within the client's allow-list",
  userMessage: 'This app is not set up to connect accounts from here. Ask whoever runs it.',
});
export const unknownWorkspace = defineError({
  code: 'workspace_unknown',
  statusCode: 404,
  retry: 'never',
  message: 'the workspace named in the header does not exist',
  userMessage: 'This workspace does not exist.',
});
// The connect flow in the browser
export const sessionUnknown = defineError({
  code: 'session_unknown',
  statusCode: 404,
  retry: 'never',
  message: 'there is no such connect session',
  userMessage: `This link is not valid. ${startAgain}`,
});
export const sessionExpired = defineError({
  code: 'session_expired',
  statusCode: 410,
  retry: 'never',
  message: 'the connect session is older than 10 minutes',
  userMessage: `This link has expired. ${startAgain}`,
});
export const sessionUsed = defineError({
  code: 'session_used',
  statusCode: 409,
  retry: 'never',
  message: 'the connect session was already begun in another browser, or is over',
  userMessage: `This link was already used. ${startAgain}`,
});
export const stateMismatch = defineError({
  code: 'state_mismatch',
  statusCode: 400,
  retry: 'never',
  message: 'the state in the callback belongs to no connect session',
  userMessage: `This sign-in cannot be matched to a request. ${startAgain}`,
});
export const browserMismatch = defineError({
  code: 'browser_mismatch',
  statusCode: 400,
  retry: 'never',
  message: 'the callback came from another browser than the one that began',
  userMessage: `Finish the sign-in in the browser that you began with. ${startAgain}`,
});
export const callbackReplayed = defineError({
  code: 'callback_replayed',
  statusCode: 409,
  retry: 'never',
  message: 'the callback was already taken in',
  userMessage: 'This sign-in was already finished.',
});
export const userDenied = defineError({
  code: 'user_denied',
  statusCode: 403,
  retry: 'never',
  message: 'the creator did not allow the access',
  userMessage: `The access was not allowed. ${startAgain}`,
});
export const authorizationRefused = defineError({
  code: 'authorization_refused',
  statusCode: 400,
  retry: 'never',
  message: 'the platform refused the authorization',
  userMessage: 'TikTok refused the sign-in. Ask whoever runs this app.',
});
export const callbackIncomplete = defineError({
  code: 'callback_incomplete',
  statusCode: 400,
  retry: 'never',
  message: 'the callback carries neither a code nor an error',
  userMessage: startAgain,
});
export const codeRefused = defineError({
  code: 'code_refused',
  statusCode: 400,
  retry: 'never',
  message: 'the platform did not accept the authorization code',
  userMessage: `TikTok did not accept the sign-in. ${startAgain}`,
});

// Accounts and their tokens
export const accountNotFound = defineError({
  code: 'account_not_found',
  statusCode: 404,
  retry: 'never',
  message: 'the workspace has no such account',
  userMessage: 'This account does not exist or is not yours.',
});
export const reauthRequired = defineError({
  code: 'reauth_required',
  statusCode: 409,
  retry: 'never',
  message: 'the platform no longer accepts the refresh token of this account',
  userMessage: `The connection has ended. ${connectAgain}`,
});
export const accountRevoked = defineError({
  code: 'account_revoked',
  statusCode: 409,
  retry: 'never',
  message: 'the creator withdrew the access at the platform',
  userMessage: `The access was withdrawn at TikTok. ${connectAgain}`,
});
export const accountDisconnected = defineError({
  code: 'account_disconnected',
  statusCode: 409,
  retry: 'never',
  message: 'the account was disconnected',
  userMessage: `The account was disconnected. ${connectAgain}`,
});
export const tokenUnreadable = defineError({
  code: 'token_unreadable',
  statusCode: 409,
  retry: 'never',
  message: 'what is stored for this account does not open: it was changed, or belongs to another row',
  userMessage: `The connection is damaged. ${connectAgain}`,
});
export const refreshInProgress = defineError({
  code: 'refresh_in_progress',
  statusCode: 503,
  retry: 'later',
  message: 'another process refreshes this token and has not finished',
  userMessage: 'Try again in a moment.',
});

// What the creator granted
export const wrongAccount = defineError({
  code: 'wrong_account',
  statusCode: 409,
  retry: 'never',
  message: 'another creator signed in than the one whose account was to be connected again',
  userMessage: `You signed in to another account. Sign in to TikTok with the right one. ${startAgain}`,
});
export const scopesMissing = defineError({
  code: 'scopes_missing',
  statusCode: 403,
  retry: 'never',
  message: 'the creator did not grant every scope that the app requires',
  userMessage: `Some of the permissions were not given. Leave them switched on. ${startAgain}`,
});

export const callNotAllowed = defineError({
  code: 'call_not_allowed',
  statusCode: 403,
  retry: 'never',
  message: "this call of the platform's API is not on the list of those that apps may make",
  userMessage: 'This app asked for something that it may not do.',
});

export const quotaFull = defineError({
  code: 'quota_full',
  statusCode: 429,
  retry: 'later',
  message: "the calls of the platform's API that may be made just now are used up; nothing was sent",
  userMessage: 'TikTok is asked too often just now. Try again in a moment.',
});

// The platform
export const platformUnavailable = defineError({
  code: 'platform_unavailable',
  statusCode: 503,
  retry: 'later',
  message: 'the platform did not answer, or answered with a fault of its own',
  userMessage: 'TikTok cannot be reached right now. Try again in a moment.',
});
export const platformAppRefused = defineError({
  code: 'platform_app_refused',
  statusCode: 502,
  retry: 'never',
  message: 'the platform does not accept the credentials or the request of the platform app',
  userMessage: 'The connection to TikTok is not set up correctly. Ask whoever runs this app.',
});
