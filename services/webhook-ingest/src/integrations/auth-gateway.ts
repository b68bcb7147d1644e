import { Postbus } from '@postbus/sdk';
import type { WebhookSecrets } from '../features/webhooks/platform-apps.ts';

const answerWithinMs = 5000;

export interface AuthGatewayOptions {
  url: string;
  clientId: string;
  clientSecret: string;
}

/** Asks auth-gateway which secrets the platform apps have. Raises `PostbusApiError`. */
export function createAuthGateway({ url, clientId, clientSecret }: AuthGatewayOptions) {
  const postbus = new Postbus({ urls: { authGateway: url }, clientId, clientSecret });
  const closing = new AbortController();
  return {
    async fetchSecrets(): Promise<WebhookSecrets> {
      const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(answerWithinMs)]);
      const { data } = await postbus.services.authGateway.GET('/api/internal/webhook-secrets', { signal });
      return new Map(data?.apps.map(({ clientKey, secrets }) => [clientKey, secrets]));
    },
    close(): Promise<void> {
      closing.abort();
      return postbus.close();
    },
  };
}
