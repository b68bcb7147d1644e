import { type ClientScope, serviceScopes } from '@postbus/contracts';
import type { Database, Queryable } from '@postbus/db';
import { v7 as uuidv7 } from 'uuid';
import {
  clientUnknown,
  lastSecret,
  returnUrlInvalid,
  scopeNotForWorkspace,
  secretUnknown,
  tooManySecrets,
} from '../../errors.ts';
import { createSecret, hashSecret } from '../../secret.ts';
import { type Origin, writeAudit } from '../audit/repository.ts';
import { parseAllowedReturnUrl } from '../connect-sessions/return-url.ts';
import {
  type Client,
  changeClient,
  expireSecret,
  expireSecrets,
  findClientWithin,
  insertSecret,
  lockClient,
  saveClient,
  secretsOf,
} from './repository.ts';

/** One that works, and one that is being replaced. */
const maxLiveSecrets = 2;

export interface ClientSettings {
  name: string;
  scopes: ClientScope[];
  returnUrls: string[];
}

export interface ClientKey {
  workspaceId: string;
  clientId: string;
}

export type ClientManager = ReturnType<typeof createClientManager>;

/** What an administrator does with the clients of a workspace. Each change is in the audit log, without secrets. */
export function createClientManager({ db, clock }: { db: Database; clock: () => Date }) {
  /** Returns the new client's id and its secret, which is shown this once. Raises what {@link check} raises. */
  async function create(
    tx: Queryable,
    { workspaceId, settings }: { workspaceId: string; settings: ClientSettings },
    origin: Origin,
  ): Promise<{ clientId: string; clientSecret: string }> {
    check(settings);
    const clientId = uuidv7();
    const clientSecret = createSecret();
    await saveClient(tx, { id: clientId, workspaceId, ...settings });
    await insertSecret(tx, { id: uuidv7(), clientId, secretHash: hashSecret(clientSecret) });
    const details = { clientId, ...settings };
    await writeAudit(tx, { ...origin, action: 'client.created', workspaceId, details });
    return { clientId, clientSecret };
  }

  /** Raises `client_unknown`, and what {@link check} raises. */
  async function change(
    key: ClientKey,
    { disabled, ...settings }: Partial<ClientSettings> & { disabled?: boolean },
    origin: Origin,
  ): Promise<Client> {
    check(settings);
    return db.transaction(async (tx) => {
      const changed = await changeClient(tx, key, {
        ...settings,
        ...(disabled !== undefined && { disabledAt: disabled ? clock() : null }),
      });
      if (!changed) throw clientUnknown();
      const { workspaceId, clientId } = key;
      const details = { clientId, ...settings, ...(disabled !== undefined && { disabled }) };
      await writeAudit(tx, { ...origin, action: 'client.changed', workspaceId, details });
      return changed;
    });
  }

  /**
   * Gives a client another secret; the present one works for a while longer. Raises `client_unknown`,
   * `too_many_secrets`.
   */
  async function addSecret(
    tx: Queryable,
    { workspaceId, clientId, previousValidForSeconds }: ClientKey & { previousValidForSeconds: number },
    origin: Origin,
  ): Promise<{ secretId: string; clientSecret: string }> {
    if (!(await lockClient(tx, { workspaceId, clientId }))) throw clientUnknown();
    const now = clock();
    const live = (await secretsOf(tx, clientId)).filter(({ expiresAt }) => !expiresAt || expiresAt > now);
    if (live.length >= maxLiveSecrets) throw tooManySecrets();
    const secretId = uuidv7();
    const clientSecret = createSecret();
    await expireSecrets(tx, clientId, new Date(now.getTime() + previousValidForSeconds * 1000));
    await insertSecret(tx, { id: secretId, clientId, secretHash: hashSecret(clientSecret), createdAt: now });
    const details = { clientId, secretId, previousValidForSeconds };
    await writeAudit(tx, { ...origin, action: 'client.secret_added', workspaceId, details });
    return { secretId, clientSecret };
  }

  /** Ends a secret now. Raises `client_unknown`, `secret_unknown`, `last_secret`. */
  async function endSecret(
    { workspaceId, clientId, secretId }: ClientKey & { secretId: string },
    origin: Origin,
  ): Promise<void> {
    await db.transaction(async (tx) => {
      if (!(await lockClient(tx, { workspaceId, clientId }))) throw clientUnknown();
      const now = clock();
      const live = (await secretsOf(tx, clientId)).filter(({ expiresAt }) => !expiresAt || expiresAt > now);
      if (!live.some(({ id }) => id === secretId)) throw secretUnknown();
      if (live.length === 1) throw lastSecret();
      await expireSecret(tx, secretId, now);
      const details = { clientId, secretId };
      await writeAudit(tx, { ...origin, action: 'client.secret_ended', workspaceId, details });
    });
  }

  /** Raises `client_unknown`. */
  async function look(key: ClientKey): Promise<Client> {
    const client = await findClientWithin(db, key);
    if (!client) throw clientUnknown();
    return client;
  }

  return { create, change, addSecret, endSecret, look };
}

/** Raises `scope_not_for_workspace`, `return_url_invalid`. */
function check({ scopes = [], returnUrls = [] }: Partial<ClientSettings>): void {
  const forServices = scopes.filter((scope) => serviceScopes.includes(scope));
  if (forServices.length > 0) throw scopeNotForWorkspace({ details: { scopes: forServices } });
  const invalid = returnUrls.filter((url) => !parseAllowedReturnUrl(url));
  if (invalid.length > 0) throw returnUrlInvalid({ details: { count: invalid.length } });
}
