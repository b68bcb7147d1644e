import type { Database, Queryable } from '@postbus/db';
import type { Cipher } from '@postbus/encryption';
import { v7 as uuidv7 } from 'uuid';
import { placeIn } from '../../encrypted-columns.ts';
import { platformAppExists, platformAppUnknown } from '../../errors.ts';
import { type Origin, writeAudit } from '../audit/repository.ts';
import { changeApp, clearDefault, findApp, insertApp, type PlatformAppRow } from './repository.ts';

export interface NewPlatformApp {
  platform: 'tiktok';
  name: string;
  clientKey: string;
  clientSecret: string;
  verifiedUrls: string[];
  audited: boolean;
  usesPkce: boolean;
  isDefault: boolean;
}

export type PlatformAppChange = Partial<
  Pick<NewPlatformApp, 'name' | 'verifiedUrls' | 'audited' | 'usesPkce' | 'isDefault'>
> & { disabled?: boolean };

export type PlatformAppManager = ReturnType<typeof createPlatformAppManager>;

/** What an administrator does with the platform apps of a workspace. Each change is in the audit log, without secrets. */
export function createPlatformAppManager({
  db,
  cipher,
  clock,
}: {
  db: Database;
  cipher: Cipher;
  clock: () => Date;
}) {
  /** Raises `platform_app_exists` if the workspace has an app with this key. */
  async function create(
    tx: Queryable,
    { workspaceId, app }: { workspaceId: string; app: NewPlatformApp },
    origin: Origin,
  ): Promise<PlatformAppRow> {
    const { clientSecret, ...columns } = app;
    const id = uuidv7();
    if (app.isDefault) await clearDefault(tx, workspaceId, id);
    const inserted = await insertApp(tx, {
      ...columns,
      id,
      workspaceId,
      clientSecretEncrypted: cipher.encrypt(clientSecret, placeIn('platformAppSecret', id)),
      createdAt: clock(),
      updatedAt: clock(),
    });
    if (!inserted) throw platformAppExists();
    const details = { platformAppId: id, ...columns };
    await writeAudit(tx, { ...origin, action: 'platform_app.created', workspaceId, details });
    return inserted;
  }

  /** Raises `platform_app_unknown`. */
  async function change(
    key: { workspaceId: string; id: string },
    { disabled, ...columns }: PlatformAppChange,
    origin: Origin,
  ): Promise<PlatformAppRow> {
    return db.transaction(async (tx) => {
      if (columns.isDefault) await clearDefault(tx, key.workspaceId, key.id);
      const changed = await changeApp(tx, key, {
        ...columns,
        ...(disabled !== undefined && { disabledAt: disabled ? clock() : null }),
        updatedAt: clock(),
      });
      if (!changed) throw platformAppUnknown();
      const details = { platformAppId: key.id, ...columns, ...(disabled !== undefined && { disabled }) };
      await writeAudit(tx, {
        ...origin,
        action: 'platform_app.changed',
        workspaceId: key.workspaceId,
        details,
      });
      return changed;
    });
  }

  /** Stores a new secret and keeps the present one for webhooks that are signed with it. Raises `platform_app_unknown`. */
  async function replaceSecret(
    key: { workspaceId: string; id: string },
    { clientSecret, previousValidForSeconds }: { clientSecret: string; previousValidForSeconds: number },
    origin: Origin,
  ): Promise<PlatformAppRow> {
    const { workspaceId, id } = key;
    return db.transaction(async (tx) => {
      const present = await findApp(tx, workspaceId, id);
      if (!present) throw platformAppUnknown();
      const previous = cipher.decrypt(present.clientSecretEncrypted, placeIn('platformAppSecret', id));
      const now = clock();
      const changed = await changeApp(tx, key, {
        clientSecretEncrypted: cipher.encrypt(clientSecret, placeIn('platformAppSecret', id)),
        previousSecretEncrypted: cipher.encrypt(previous, placeIn('previousPlatformAppSecret', id)),
        previousSecretExpiresAt: new Date(now.getTime() + previousValidForSeconds * 1000),
        updatedAt: now,
      });
      if (!changed) throw platformAppUnknown();
      const details = { platformAppId: id, previousValidForSeconds };
      await writeAudit(tx, { ...origin, action: 'platform_app.secret_replaced', workspaceId, details });
      return changed;
    });
  }

  return { create, change, replaceSecret };
}
