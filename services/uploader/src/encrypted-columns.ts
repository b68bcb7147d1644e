import type { EncryptedColumn } from '@postbus/encryption';

/** Whoever has an upload URL can send the bytes. */
export const uploadUrlColumn: EncryptedColumn = {
  schema: 'uploader',
  table: 'publications',
  column: 'upload_url_encrypted',
  context: { table: 'publications', column: 'upload_url_encrypted' },
};

/** The address of a file to fetch often is all that it takes to get it. */
export const sourceUrlColumn: EncryptedColumn = {
  schema: 'uploader',
  table: 'media',
  column: 'source_url_encrypted',
  context: { table: 'media', column: 'source_url_encrypted' },
};
