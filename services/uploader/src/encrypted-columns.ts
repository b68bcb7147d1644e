import type { EncryptedColumn } from '@postbus/encryption';

/** The one column that holds ciphertexts: whoever has an upload URL can send the bytes. */
export const uploadUrlColumn: EncryptedColumn = {
  schema: 'uploader',
  table: 'publications',
  column: 'upload_url_encrypted',
  context: { table: 'publications', column: 'upload_url_encrypted' },
};
