import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Stack } from '@postbus/local';
import type { JournalEntry } from './sandbox.ts';

/** Form fields, query parameters and headers of calls to TikTok that hold a secret. */
const secretFields = [
  'client_secret',
  'code',
  'code_verifier',
  'refresh_token',
  'token',
  'upload_token',
  'state',
];

/** Every secret that a run has used: what the services were given, and what went over the wire to TikTok. */
export async function secretsOf(stack: Stack, journal: JournalEntry[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const given = JSON.parse(await readFile(join(stack.dataDir, 'secrets.json'), 'utf8'));
  for (const [name, value] of leaves(given)) {
    // What only names something is no secret.
    if (/(id|clientKey)$/i.test(name)) continue;
    // A key ring is a list of id:key.
    const secret = name.startsWith('encryptionKeys') ? value.slice(value.indexOf(':') + 1) : value;
    found.set(secret, name);
  }
  for (const entry of journal) {
    const fields = { ...entry.query, ...(isRecord(entry.body) ? entry.body : {}) };
    for (const name of secretFields) {
      const value = fields[name];
      if (typeof value === 'string' && value.length >= 16) found.set(value, name);
    }
    const bearer = /^Bearer (.+)$/.exec(entry.headers.authorization ?? '')?.[1];
    if (bearer) found.set(bearer, 'access token');
  }
  return found;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

function leaves(value: unknown, name = ''): [string, string][] {
  if (typeof value === 'string') return [[name, value]];
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, name ? `${name}.${key}` : key));
}
