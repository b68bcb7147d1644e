import { commonErrors, defineError } from '@postbus/service-kit';

export const { validationFailed } = commonErrors;

export const accountNotFound = defineError({
  code: 'account_not_found',
  statusCode: 404,
  retry: 'never',
  message: 'the workspace has no such account',
  userMessage: 'This account does not exist or is not yours.',
});

export const postNotFound = defineError({
  code: 'post_not_found',
  statusCode: 404,
  retry: 'never',
  message: 'the workspace has no such publication',
  userMessage: 'This post does not exist or is not yours.',
});

/** For consumers: trying again cannot help. */
export const workspaceMissing = defineError({
  code: 'workspace_missing',
  statusCode: 500,
  retry: 'never',
  message: 'the event came without a workspace',
  userMessage: 'Something went wrong on our side.',
});
