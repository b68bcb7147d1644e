import { defineError } from './app-error.ts';

const askTheApp = 'Something in this app does not fit. Ask whoever runs it.';
const tryLater = 'This does not work right now. Try again in a minute.';

/** The errors that every service shares. */
export const commonErrors = {
  validationFailed: defineError({
    code: 'validation_failed',
    statusCode: 400,
    retry: 'never',
    message: 'the request does not match its schema',
    userMessage: askTheApp,
  }),
  malformedJson: defineError({
    code: 'malformed_json',
    statusCode: 400,
    retry: 'never',
    message: 'the body is not valid JSON',
    userMessage: askTheApp,
  }),
  badRequest: defineError({
    code: 'bad_request',
    statusCode: 400,
    retry: 'never',
    message: 'the request cannot be understood',
    userMessage: askTheApp,
  }),
  workspaceRequired: defineError({
    code: 'workspace_required',
    statusCode: 400,
    retry: 'never',
    message: 'a service-to-service client names the workspace, a UUID, in the header postbus-workspace',
    userMessage: askTheApp,
  }),
  unauthorized: defineError({
    code: 'unauthorized',
    statusCode: 401,
    retry: 'never',
    message: 'a valid access token is needed: Authorization: Bearer <token>',
    userMessage: 'Sign in again.',
  }),
  missingScope: defineError({
    code: 'missing_scope',
    statusCode: 403,
    retry: 'never',
    message: 'the client lacks the scope that this needs',
    userMessage: 'This app is not allowed to do that. Ask whoever runs it.',
  }),
  workspaceNotAllowed: defineError({
    code: 'workspace_not_allowed',
    statusCode: 403,
    retry: 'never',
    message: 'the header postbus-workspace names another workspace than that of the client',
    userMessage: askTheApp,
  }),
  notFound: defineError({
    code: 'not_found',
    statusCode: 404,
    retry: 'never',
    message: 'there is nothing here',
    userMessage: 'This does not exist, or no longer.',
  }),
  bodyTooLarge: defineError({
    code: 'body_too_large',
    statusCode: 413,
    retry: 'never',
    message: 'the body is larger than this route takes',
    userMessage: 'That is too large. Send less.',
  }),
  unsupportedMediaType: defineError({
    code: 'unsupported_media_type',
    statusCode: 415,
    retry: 'never',
    message: 'this route does not take that content type',
    userMessage: askTheApp,
  }),
  rateLimited: defineError({
    code: 'rate_limited',
    statusCode: 429,
    retry: 'later',
    message: 'too many requests; wait as long as Retry-After says',
    userMessage: 'That was too often. Wait a minute.',
  }),
  internal: defineError({
    code: 'internal_error',
    statusCode: 500,
    retry: 'later',
    message: 'an unexpected error; the log has it under the correlation id',
    userMessage: tryLater,
  }),
  unavailable: defineError({
    code: 'unavailable',
    statusCode: 503,
    retry: 'later',
    message: 'something that this service needs is not reachable',
    userMessage: tryLater,
  }),
};
