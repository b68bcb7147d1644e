import type { CiphertextContext, EncryptedColumn } from '@postbus/encryption';

const column = (table: string, name: string): EncryptedColumn => ({
  schema: 'crm_sync',
  table,
  column: `${name}_encrypted`,
  context: { table, column: name },
});

/** Every column that holds ciphertexts. What is not here is not encrypted anew when keys are rotated. */
export const encryptedColumns = {
  endpointSecret: column('endpoints', 'secret'),
  previousEndpointSecret: column('endpoints', 'previous_secret'),
  idempotentAnswer: column('idempotency_keys', 'answer'),
};

/** Where a ciphertext stands: in this column, in the row of this id. */
export const placeIn = (name: keyof typeof encryptedColumns, row: string): CiphertextContext => ({
  ...encryptedColumns[name].context,
  row,
});
