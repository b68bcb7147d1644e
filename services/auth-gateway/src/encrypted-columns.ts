import type { CiphertextContext, EncryptedColumn } from '@postbus/encryption';

const column = (table: string, name: string): EncryptedColumn => ({
  schema: 'auth_gateway',
  table,
  column: `${name}_encrypted`,
  context: { table, column: name },
});

/** Every column that holds ciphertexts. What is not here is not encrypted anew when keys are rotated. */
export const encryptedColumns = {
  accessToken: column('oauth_accounts', 'access_token'),
  refreshToken: column('oauth_accounts', 'refresh_token'),
  idempotentAnswer: column('idempotency_keys', 'answer'),
  connectSession: column('connect_sessions', 'session'),
  codeVerifier: column('connect_sessions', 'code_verifier'),
  platformAppSecret: column('platform_apps', 'client_secret'),
  previousPlatformAppSecret: column('platform_apps', 'previous_secret'),
  revokedAccessToken: column('revocations', 'access_token'),
  revokedRefreshToken: column('revocations', 'refresh_token'),
  signingKey: column('signing_keys', 'private_jwk'),
};

/** Where a ciphertext stands: in this column, in the row of this id. */
export const placeIn = (name: keyof typeof encryptedColumns, row: string): CiphertextContext => ({
  ...encryptedColumns[name].context,
  row,
});
