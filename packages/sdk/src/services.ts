import createClient, { type Client } from 'openapi-fetch';
import { Request } from 'undici';
import type { paths as AuthGatewayPaths } from './generated/auth-gateway.ts';
import type { paths as CrmSyncPaths } from './generated/crm-sync.ts';
import type { paths as UploaderPaths } from './generated/uploader.ts';
import type { paths as WebhookIngestPaths } from './generated/webhook-ingest.ts';
import type { CallContext, Transport } from './transport.ts';

/** Where the services are, such as `http://auth-gateway:4001`. Only those that are used have to be named. */
export interface ServiceUrls {
  authGateway: string;
  uploader?: string | undefined;
  webhookIngest?: string | undefined;
  crmSync?: string | undefined;
}

/** Every operation of every service, by its path. A call whose answer is not a success raises `PostbusApiError`. */
export interface Services {
  readonly authGateway: Client<AuthGatewayPaths>;
  readonly uploader: Client<UploaderPaths>;
  readonly webhookIngest: Client<WebhookIngestPaths>;
  readonly crmSync: Client<CrmSyncPaths>;
}

export function createServices(urls: ServiceUrls, transport: Transport, context: CallContext): Services {
  const clientOf = <Paths extends object>(service: keyof ServiceUrls): Client<Paths> => {
    const baseUrl = urls[service];
    if (!baseUrl) throw new Error(`Postbus: pass urls.${service} to call that service`);
    return createClient<Paths>({
      baseUrl,
      // One implementation sends them all: undici's own classes, whatever the runtime has as its global ones.
      Request: Request as unknown as typeof globalThis.Request,
      fetch: (request) =>
        transport.send(request as unknown as Request, context) as unknown as Promise<globalThis.Response>,
    });
  };
  return {
    get authGateway() {
      return clientOf<AuthGatewayPaths>('authGateway');
    },
    get uploader() {
      return clientOf<UploaderPaths>('uploader');
    },
    get webhookIngest() {
      return clientOf<WebhookIngestPaths>('webhookIngest');
    },
    get crmSync() {
      return clientOf<CrmSyncPaths>('crmSync');
    },
  };
}

/** The body of an answer; what is not a success was raised before. */
export async function bodyOf<Data>(answer: Promise<{ data?: Data }>): Promise<NonNullable<Data>> {
  return (await answer).data as NonNullable<Data>;
}
