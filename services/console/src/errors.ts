import { commonErrors, defineError } from '@postbus/service-kit';

export const { notFound, unavailable } = commonErrors;

export const credentialsRefused = defineError({
  code: 'credentials_refused',
  statusCode: 403,
  retry: 'never',
  message: 'auth-gateway knows no such client, or another secret of it',
  userMessage: 'Client id and secret do not fit together. Check both and try again.',
});

export const localLinkRefused = defineError({
  code: 'local_link_refused',
  statusCode: 403,
  retry: 'never',
  message: 'not the key of this stack',
  userMessage: 'This link belongs to another start of Postbus. Use the one that npm start has printed last.',
});

export const notSignedIn = defineError({
  code: 'not_signed_in',
  statusCode: 401,
  retry: 'never',
  message: 'there is no session, or it has ended',
  userMessage: 'Your session has ended. Please sign in again.',
});

export const csrfRefused = defineError({
  code: 'csrf_refused',
  statusCode: 403,
  retry: 'never',
  message: 'the header x-csrf-token is missing or of another session',
  userMessage: 'This page is out of date. Reload it and try again.',
});

export const serviceUnreachable = defineError({
  code: 'service_unreachable',
  statusCode: 503,
  retry: 'later',
  message: 'the service does not answer',
  userMessage: 'This part of Postbus does not answer just now. Please try again in a moment.',
});
