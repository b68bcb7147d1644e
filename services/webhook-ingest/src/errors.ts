import { commonErrors, defineError } from '@postbus/service-kit';

export const { notFound, rateLimited, unavailable, unsupportedMediaType, validationFailed } = commonErrors;

/** Says no more, so that nobody learns from the answer what to forge next. */
export const signatureInvalid = defineError({
  code: 'signature_invalid',
  statusCode: 401,
  retry: 'never',
  message: 'The signature does not fit the body and a secret of the app it names.',
  userMessage: 'The sender of this message could not be verified.',
});

export const webhookMalformed = defineError({
  code: 'webhook_malformed',
  statusCode: 400,
  retry: 'never',
  message: 'The signature is right, but the body is no webhook.',
  userMessage: 'The message could not be read.',
});

export const overloaded = defineError({
  code: 'overloaded',
  statusCode: 503,
  retry: 'later',
  message: 'More webhooks arrive than can be written. Nothing was stored.',
  userMessage: 'The service is busy. Please try again in a moment.',
});

export const replayTooLarge = defineError({
  code: 'replay_too_large',
  statusCode: 422,
  retry: 'never',
  message: 'More webhooks match than one replay may take. Nothing was replayed: choose a shorter time.',
  userMessage: 'That is too much for one replay. Please choose a shorter time.',
});

export const deadLetterDiscarded = defineError({
  code: 'dead_letter_discarded',
  statusCode: 409,
  retry: 'never',
  message: 'The dead letter was discarded, so it is not replayed.',
  userMessage: 'This was already set aside.',
});
