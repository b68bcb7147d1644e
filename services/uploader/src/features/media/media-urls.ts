import { createHmac, hkdfSync, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { KeyRing } from '@postbus/encryption';

/** TikTok gives a download up after an hour; the other one is for those that have to wait. */
const validMs = 2 * 3_600_000;
const macLength = 32;

export interface MediaUrls {
  /** The public address of a file, for two hours. Whoever has it may read the file. */
  urlOf(mediaId: string): string;
  /** Whether a signature was made here for this file and is still good. */
  isGood(mediaId: string, signature: string): boolean;
}

/**
 * Signed addresses of files: `/media/<id>/<key id>.<expiry>.<MAC>`, made with a key that is derived from the service's
 * encryption keys. Every replica makes and takes them; one made with an older key is good as long as that key is there.
 */
export function createMediaUrls({
  keys,
  publicUrl,
  clock,
}: {
  keys: KeyRing;
  publicUrl: string;
  clock: () => number;
}): MediaUrls {
  const macKeys = new Map([...keys.keys].map(([id, key]) => [id, macKeyOf(key)]));
  const mac = (key: Buffer, mediaId: string, expiresAtMs: number) =>
    createHmac('sha256', key).update(`${mediaId} ${expiresAtMs}`).digest();

  return {
    urlOf(mediaId) {
      const expiresAtMs = clock() + validMs;
      const key = macKeys.get(keys.currentKeyId) as Buffer;
      const signature = `${keys.currentKeyId}.${expiresAtMs}.${mac(key, mediaId, expiresAtMs).toString('base64url')}`;
      return `${publicUrl.replace(/\/$/, '')}/media/${mediaId}/${signature}`;
    },
    isGood(mediaId, signature) {
      const [, keyId = '', expiry, text = ''] =
        /^([\w-]{1,32})\.(\d{1,15})\.([\w-]{43})$/.exec(signature) ?? [];
      const key = macKeys.get(keyId);
      if (!key || text === '') return false;
      // As text: two texts may stand for the same bytes, because the last character has bits to spare.
      const expected = mac(key, mediaId, Number(expiry)).toString('base64url');
      return timingSafeEqual(Buffer.from(text), Buffer.from(expected)) && Number(expiry) > clock();
    },
  };
}

/** A key of its own, so that nothing that is signed here says anything about what is encrypted elsewhere. */
const macKeyOf = (key: KeyObject): Buffer =>
  Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), 'postbus media urls', macLength));
