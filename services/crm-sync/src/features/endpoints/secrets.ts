import { randomBytes } from 'node:crypto';
import type { Cipher } from '@postbus/encryption';
import { placeIn } from '../../encrypted-columns.ts';
import type { Endpoint } from './repository.ts';

/** Within the 24 to 64 bytes of Standard Webhooks (github.com/standard-webhooks/standard-webhooks, spec). */
const secretBytes = 32;

type Sealed = Pick<
  Endpoint,
  'id' | 'secretEncrypted' | 'previousSecretEncrypted' | 'previousSecretExpiresAt'
>;

/** The signing secrets of endpoints: encrypted where they are kept, and shown once. */
export function createEndpointSecrets(cipher: Cipher) {
  const seal = (secret: string, endpointId: string) =>
    cipher.encrypt(secret, placeIn('endpointSecret', endpointId));
  const open = ({ id, secretEncrypted }: Sealed) =>
    cipher.decrypt(secretEncrypted, placeIn('endpointSecret', id));

  return {
    /** A new secret, in the form that libraries of Standard Webhooks take. */
    make(endpointId: string) {
      const secret = `whsec_${randomBytes(secretBytes).toString('base64')}`;
      return { secret, columns: { secretEncrypted: seal(secret, endpointId) } };
    },

    /** A new secret beside the present one, which goes on signing until a time; null for no longer. */
    rotate(endpoint: Sealed, previousExpiresAt: Date | null) {
      const { secret, columns } = this.make(endpoint.id);
      const previousSecretEncrypted =
        previousExpiresAt === null
          ? null
          : cipher.encrypt(open(endpoint), placeIn('previousEndpointSecret', endpoint.id));
      return {
        secret,
        columns: { ...columns, previousSecretEncrypted, previousSecretExpiresAt: previousExpiresAt },
      };
    },

    /** What signs at a time, the newest first. Raises `DecryptionError`. */
    signing(endpoint: Sealed, now: Date): string[] {
      const { id, previousSecretEncrypted, previousSecretExpiresAt } = endpoint;
      const secrets = [open(endpoint)];
      if (
        previousSecretEncrypted !== null &&
        previousSecretExpiresAt !== null &&
        previousSecretExpiresAt > now
      ) {
        secrets.push(cipher.decrypt(previousSecretEncrypted, placeIn('previousEndpointSecret', id)));
      }
      return secrets;
    },
  };
}

export type EndpointSecrets = ReturnType<typeof createEndpointSecrets>;
