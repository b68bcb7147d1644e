import { defineError } from './app-error.ts';

const askDeveloper = 'The request was not understood. Please report this to whoever runs the app.';
const tryLater = 'Please try again in a moment.';

/** The errors that every service may answer with. */
export const commonErrors = {
  validationFailed: defineError({
    code: 'validation_failed',
    statusCode: 400,
    retry: 'never',
    message: 'the request does not fit its schema',
    userMessage: askDeveloper,
  }),
  malformedJson: defineError({
    code: 'malformed_json',
    statusCode: 400,
    retry: 'never',
    message: 'the body is not JSON',
    userMessage: askDeveloper,
  }),
  badRequest: defineError({
    code: 'bad_request',
    statusCode: 400,
    retry: 'never',
    message: 'the request is malformed',
    userMessage: askDeveloper,
  }),
  requestTimeout: defineError({
    code: 'request_timeout',
    statusCode: 408,
    retry: 'later',
    message: 'the request did not arrive in time',
    userMessage: tryLater,
  }),
  idempotencyConflict: defineError({
    code: 'idempotency_conflict',
    statusCode: 409,
    retry: 'never',
    message: 'this Idempotency-Key came with another request before',
    userMessage: 'This request was already sent with other contents. Please start again.',
  }),
  workspaceRequired: defineError({
    code: 'workspace_required',
    statusCode: 400,
    retry: 'never',
    message: 'a service-to-service client names the workspace in the header postbus-workspace',
    userMessage: askDeveloper,
  }),
  unauthorized: defineError({
    code: 'unauthorized',
    statusCode: 401,
    retry: 'never',
    message: 'a valid access token is required; get one at POST /oauth/token of auth-gateway',
    userMessage: 'Please sign in again.',
  }),
  missingScope: defineError({
    code: 'missing_scope',
    statusCode: 403,
    retry: 'never',
    message: "the client's token lacks the scope that this needs",
    userMessage: 'This app may not do that. Ask whoever runs it for the permission.',
  }),
  notFound: defineError({
    code: 'not_found',
    statusCode: 404,
    retry: 'never',
    message: 'there is nothing at this address',
    userMessage: 'This does not exist or is not yours.',
  }),
  bodyTooLarge: defineError({
    code: 'body_too_large',
    statusCode: 413,
    retry: 'never',
    message: 'the body is larger than this route takes',
    userMessage: 'That is too large to be sent here.',
  }),
  unsupportedMediaType: defineError({
    code: 'unsupported_media_type',
    statusCode: 415,
    retry: 'never',
    message: 'this route does not take this content type',
    userMessage: askDeveloper,
  }),
  rateLimited: defineError({
    code: 'rate_limited',
    statusCode: 429,
    retry: 'later',
    message: 'too many requests',
    userMessage: `That was too much at once. ${tryLater}`,
  }),
  internal: defineError({
    code: 'internal_error',
    statusCode: 500,
    retry: 'later',
    message: 'something went wrong here',
    userMessage: `Something went wrong on our side. ${tryLater}`,
  }),
  unavailable: defineError({
    code: 'unavailable',
    statusCode: 503,
    retry: 'later',
    message: 'something that is needed for this is not reachable just now',
    userMessage: `This is not available just now. ${tryLater}`,
  }),
};
