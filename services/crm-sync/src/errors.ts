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

export const eventFilterUnknown = defineError({
  code: 'event_filter_unknown',
  statusCode: 400,
  retry: 'never',
  message: 'no event can ever fit this filter; the details name those that there are',
  userMessage: 'There is no such event. Please choose another.',
});

export const tooManyStreams = defineError({
  code: 'too_many_streams',
  statusCode: 429,
  retry: 'later',
  message: 'the workspace has as many connections to the stream of events as it may have',
  userMessage: 'There are too many open connections. Please close some.',
});

export const endpointNotFound = defineError({
  code: 'endpoint_not_found',
  statusCode: 404,
  retry: 'never',
  message: 'the workspace has no such endpoint',
  userMessage: 'This endpoint does not exist or is not yours.',
});

export const endpointUrlInvalid = defineError({
  code: 'endpoint_url_invalid',
  statusCode: 400,
  retry: 'never',
  message: 'an endpoint is an absolute http or https address without credentials',
  userMessage: 'This is not an address that events can be sent to.',
});

export const endpointUrlInsecure = defineError({
  code: 'endpoint_url_insecure',
  statusCode: 400,
  retry: 'never',
  message: 'an endpoint needs https, unless its host is on ENDPOINT_ALLOWED_HOSTS',
  userMessage: 'The address must begin with https.',
});

export const endpointAddressRefused = defineError({
  code: 'endpoint_address_refused',
  statusCode: 400,
  retry: 'never',
  message: 'the address leads to a private network and is not on ENDPOINT_ALLOWED_HOSTS',
  userMessage: 'This address cannot be reached from here. Please give a public one.',
});

export const tooManyEndpoints = defineError({
  code: 'too_many_endpoints',
  statusCode: 409,
  retry: 'never',
  message: 'the workspace has as many endpoints as it may have',
  userMessage: 'There are too many endpoints. Please remove one first.',
});

export const endpointDisabled = defineError({
  code: 'endpoint_disabled',
  statusCode: 409,
  retry: 'never',
  message: 'the endpoint is disabled; enable it first',
  userMessage: 'This endpoint is switched off. Please switch it on first.',
});

export const deliveryNotFound = defineError({
  code: 'delivery_not_found',
  statusCode: 404,
  retry: 'never',
  message: 'the workspace has no such delivery',
  userMessage: 'This delivery does not exist or is not yours.',
});

export const deliveryUnderWay = defineError({
  code: 'delivery_under_way',
  statusCode: 409,
  retry: 'later',
  message: 'the delivery is being sent just now',
  userMessage: 'This is being sent just now. Please wait a moment.',
});

export const deliveryIsTest = defineError({
  code: 'delivery_is_test',
  statusCode: 409,
  retry: 'never',
  message: 'a test is not sent again; make a new one',
  userMessage: 'A test cannot be sent again. Please start a new one.',
});
