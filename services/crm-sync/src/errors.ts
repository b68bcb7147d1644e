import { commonErrors, defineError } from '@postbus/service-kit';

export const { notFound, validationFailed } = commonErrors;

/** For consumers: trying again cannot help. */
export const workspaceMissing = defineError({
  code: 'workspace_missing',
  statusCode: 500,
  retry: 'never',
  message: 'the event came without a workspace',
  userMessage: 'Something went wrong on our side.',
});
