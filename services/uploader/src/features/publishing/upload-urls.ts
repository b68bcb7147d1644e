import type { Cipher } from '@postbus/encryption';
import { uploadUrlColumn } from '../../encrypted-columns.ts';

const validForMs = 60 * 60 * 1000;

/** Keeps upload URLs from being read in the database: whoever has one can send the bytes. */
export function createUploadUrls(cipher: Cipher) {
  const context = (publicationId: string) => ({ ...uploadUrlColumn.context, row: publicationId });
  return {
    seal: (uploadUrl: string, publicationId: string): string =>
      cipher.encrypt(uploadUrl, context(publicationId)),
    open: (sealed: string, publicationId: string): string => cipher.decrypt(sealed, context(publicationId)),
    /** An upload URL is valid for one hour (developers.tiktok.com/doc/content-posting-api-reference-direct-post). */
    expiresAt: (nowMs: number): Date => new Date(nowMs + validForMs),
  };
}

export type UploadUrls = ReturnType<typeof createUploadUrls>;
