import { type Api, createApi } from '../demo/api.ts';
import { type Patience, patiently, Unavailable } from '../demo/patiently.ts';
import { developmentUrls } from '../stack/clients.ts';
import type { LocalFile } from '../stack/local-file.ts';
import { crmOf } from './crm.ts';

const scopes = [
  'accounts:read',
  'accounts:connect',
  'media:write',
  'posts:read',
  'posts:write',
  'crm:read',
  'workers:run',
];

/** How long what is tidied up in the end may take. */
const tidyWithinMs = 10_000;

/** An app of its own that the seed works as. */
export interface SeedClient {
  api: Api;
  /** Disconnects those of the creators who are connected, and waits until crm-sync knows. */
  disconnect(usernames: string[]): Promise<void>;
  /** Nobody can use it any more. */
  disable(): Promise<void>;
}

/**
 * Makes a client for the seed. Services count the requests of each client by the minute; those of a minute that has not
 * come yet, in the past, are nobody's but its own.
 * @param now milliseconds on the clock of the stack
 */
export async function makeSeedClient(
  local: LocalFile,
  patience: Patience,
  now: () => number,
): Promise<SeedClient> {
  const url = `${local.urls['auth-gateway']}/api/clients`;
  const client = await createApi(local, patience, now).call<{ clientId: string; clientSecret: string }>(url, {
    method: 'POST',
    body: { name: 'demo-seed', scopes, returnUrls: [developmentUrls[0]] },
  });
  // To tidy up, which is done also when the seed was interrupted.
  const brief = { ...patience, limitMs: tidyWithinMs, signal: new AbortController().signal };
  return {
    api: createApi({ urls: local.urls, adminClient: client }, patience, now),
    async disconnect(usernames) {
      const api = createApi({ urls: local.urls, adminClient: client }, brief, now);
      const crm = crmOf(api, local.urls['crm-sync'] ?? '');
      const connected = async () => {
        const accounts = await crm.accounts();
        return accounts.filter(
          ({ username, status }) => usernames.includes(username ?? '') && status === 'active',
        );
      };
      for (const { accountId } of await connected()) {
        const disconnectUrl = `${local.urls['auth-gateway']}/api/platforms/tiktok/disconnect`;
        await api.call(disconnectUrl, { method: 'POST', body: { accountId } });
      }
      await patiently('Disconnecting the creators', brief, async () => {
        if ((await connected()).length > 0) throw new Unavailable('crm-sync has not heard of it yet');
      });
    },
    async disable() {
      const present = createApi(local, brief, now);
      await present.call(`${url}/${client.clientId}`, { method: 'PATCH', body: { disabled: true } });
    },
  };
}
