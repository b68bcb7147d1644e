import type { Queryable } from '@postbus/db';
import type { Cipher } from '@postbus/encryption';
import { v7 as uuidv7 } from 'uuid';
import { placeIn } from '../../encrypted-columns.ts';
import { insertRevocation } from './repository.ts';

export interface RevokedGrant {
  workspaceId: string;
  /** Null if no account came of the grant. */
  accountId: string | null;
  platform: 'tiktok';
  clientKey: string;
  openId: string;
  accessToken: string;
  accessTokenExpiresAt: Date;
  refreshToken: string;
}

/** Writes down that a grant is to be ended at the platform, in the transaction in which it ended here. */
export async function planRevocation(
  tx: Queryable,
  { cipher, now }: { cipher: Cipher; now: Date },
  { accessToken, refreshToken, ...grant }: RevokedGrant,
): Promise<void> {
  const id = uuidv7();
  await insertRevocation(tx, {
    ...grant,
    id,
    accessTokenEncrypted: cipher.encrypt(accessToken, placeIn('revokedAccessToken', id)),
    refreshTokenEncrypted: cipher.encrypt(refreshToken, placeIn('revokedRefreshToken', id)),
    dueAt: now,
  });
}
