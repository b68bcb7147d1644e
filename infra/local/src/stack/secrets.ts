import { randomBytes, randomUUID } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type DatabaseService, databaseServices } from '@postbus/db';
import { Problem } from '../problem.ts';

interface ClientSecret {
  id: string;
  secret: string;
}

/** Services that call auth-gateway, each with a client of its own. */
const servicesWithClient = ['uploader', 'webhook-ingest', 'crm-sync'] as const;
export type ServiceWithClient = (typeof servicesWithClient)[number];

/** Services that encrypt what they keep, each with keys of its own. */
const servicesWithKeys = ['auth-gateway', 'uploader', 'crm-sync'] as const;
export type ServiceWithKeys = (typeof servicesWithKeys)[number];

/** Everything secret of one local stack. Made once, at random, and kept beside its data. */
export interface StackSecrets {
  postgresPassword: string;
  rolePasswords: Record<DatabaseService, string>;
  natsPasswords: Record<DatabaseService | 'admin', string>;
  /** For `TOKEN_ENCRYPTION_KEYS` of each service that has some. */
  encryptionKeys: Record<ServiceWithKeys, string>;
  /** The developer app at the sandbox. */
  sandboxApp: { clientKey: string; clientSecret: string };
  adminClient: ClientSecret;
  /** What the console's cookies are encrypted with, and the key in the link that signs in on this machine. */
  console: { sessionKey: string; signInKey: string };
  serviceClients: Record<ServiceWithClient, ClientSecret>;
}

/** Reads the secrets of the stack in this folder, or makes them. The file is for its owner only. */
export async function loadSecrets(dataDir: string): Promise<StackSecrets> {
  const file = join(dataDir, 'secrets.json');
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text !== undefined) {
    try {
      const kept: StackSecrets = JSON.parse(text);
      const secrets = completed(kept);
      if (!isDeepStrictEqual(secrets, kept)) await writeSecrets(file, secrets);
      return secrets;
    } catch {
      throw new Problem(`${file} is damaged: restore it, or empty the stack with \`npm run reset\`.`);
    }
  }
  const secrets = makeSecrets();
  await writeSecrets(file, secrets);
  return secrets;
}

async function writeSecrets(file: string, secrets: StackSecrets): Promise<void> {
  await writeFile(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
}

/** With what a later version needs besides. What is there stays: data was encrypted with it. */
function completed(kept: StackSecrets): StackSecrets {
  const made = makeSecrets();
  return {
    ...made,
    ...kept,
    encryptionKeys: { ...made.encryptionKeys, ...kept.encryptionKeys },
    serviceClients: { ...made.serviceClients, ...kept.serviceClients },
  };
}

function makeSecrets(): StackSecrets {
  return {
    postgresPassword: password(),
    rolePasswords: forEach(databaseServices, password),
    natsPasswords: { ...forEach(databaseServices, password), admin: password() },
    encryptionKeys: forEach(servicesWithKeys, () => `local:${randomBytes(32).toString('hex')}`),
    sandboxApp: {
      clientKey: `sb${randomBytes(8).toString('hex')}`,
      clientSecret: randomBytes(16).toString('hex'),
    },
    adminClient: client(),
    console: {
      sessionKey: randomBytes(32).toString('hex'),
      signInKey: randomBytes(32).toString('base64url'),
    },
    serviceClients: forEach(servicesWithClient, client),
  };
}

const client = (): ClientSecret => ({ id: randomUUID(), secret: randomBytes(32).toString('base64url') });

/** Begins with a letter: nats-server reads the value as configuration and would take a leading digit for a number. */
const password = () => `p${randomBytes(20).toString('hex')}`;

function forEach<K extends string, V>(names: readonly K[], make: () => V): Record<K, V> {
  return Object.fromEntries(names.map((name) => [name, make()])) as Record<K, V>;
}
