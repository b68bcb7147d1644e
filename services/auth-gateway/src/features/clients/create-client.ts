import { type ClientScope, clientScopes } from '@postbus/contracts';
import type { Database } from '@postbus/db';
import { v7 as uuidv7 } from 'uuid';
import { createSecret, hashSecret } from '../../secret.ts';
import { parseAllowedReturnUrl } from '../connect-sessions/return-url.ts';
import { ensureWorkspace, findClient, replaceSecrets, saveClient } from './repository.ts';

/** A secret given by hand must be as hard to guess as one made here looks: only its fast hash is stored. */
const minSecretLength = 32;

const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export interface NewClient {
  /** Made unless it is there. A service-to-service client has none. */
  workspaceName?: string;
  name: string;
  scopes: readonly string[];
  returnUrls: readonly string[];
  /** Acts in every workspace: it names one with each request. */
  service: boolean;
  /** With `secret`: stores exactly this client, however often it is called. */
  clientId?: string;
  secret?: string;
}

export interface CreatedClient {
  /** `*` for a service-to-service client. */
  workspaceId: string;
  clientId: string;
  /** Shown here and never again. */
  clientSecret: string;
  scopes: ClientScope[];
}

/** Raised when a client cannot be made from what was given. */
export class InvalidClientError extends Error {
  override readonly name = 'InvalidClientError';
}

/** Stores a client and returns its credentials. Raises {@link InvalidClientError}. */
export async function createClient(db: Database, input: NewClient): Promise<CreatedClient> {
  const scopes = input.scopes.map(knownScope);
  if (scopes.length === 0) throw new InvalidClientError('name at least one scope');
  for (const url of input.returnUrls) {
    if (!parseAllowedReturnUrl(url)) throw new InvalidClientError(`not a return URL: ${url}`);
  }
  if (!input.service && !input.workspaceName) throw new InvalidClientError('name the workspace');
  const { clientId, clientSecret } = credentials(input);

  return db.transaction(async (tx) => {
    const existing = await findClient(tx, clientId);
    const workspaceId =
      input.service || !input.workspaceName ? null : await ensureWorkspace(tx, input.workspaceName);
    if (existing && existing.workspaceId !== workspaceId) {
      throw new InvalidClientError('the client belongs to another workspace');
    }
    await saveClient(tx, {
      id: clientId,
      workspaceId,
      name: input.name,
      scopes,
      returnUrls: [...input.returnUrls],
    });
    await replaceSecrets(tx, clientId, hashSecret(clientSecret));
    return { workspaceId: workspaceId ?? '*', clientId, clientSecret, scopes };
  });
}

function credentials({ clientId, secret }: NewClient): { clientId: string; clientSecret: string } {
  if (clientId === undefined && secret === undefined) {
    return { clientId: uuidv7(), clientSecret: createSecret() };
  }
  if (clientId === undefined || secret === undefined) {
    throw new InvalidClientError('a client id and a secret are given together or not at all');
  }
  if (!uuidPattern.test(clientId)) throw new InvalidClientError('the client id must be a UUID in lower case');
  if (secret.length < minSecretLength) {
    throw new InvalidClientError(`the secret must have at least ${minSecretLength} characters`);
  }
  return { clientId, clientSecret: secret };
}

function knownScope(scope: string): ClientScope {
  const known = clientScopes.find((candidate) => candidate === scope);
  if (!known) throw new InvalidClientError(`unknown scope ${scope}; known are ${clientScopes.join(' ')}`);
  return known;
}
