import { idempotencyKeys } from '@postbus/db/auth-gateway';
import type { Cipher } from '@postbus/encryption';
import { sealedAnswers } from '@postbus/service-kit';
import { placeIn } from './encrypted-columns.ts';

/** What was answered to requests with an `Idempotency-Key`; encrypted, because an answer may hold a new secret. */
export const createAnswerStore = (cipher: Cipher) =>
  sealedAnswers(idempotencyKeys, {
    seal: (answer, id) => cipher.encrypt(answer, placeIn('idempotentAnswer', id)),
    open: (sealed, id) => cipher.decrypt(sealed, placeIn('idempotentAnswer', id)),
  });
