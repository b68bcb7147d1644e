import { Agent, request as httpRequest, type OutgoingHttpHeaders } from 'node:http';

/** Keeps its connections, as a sender of many webhooks does. */
export const keepAlive = () => new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });

export interface PostedWebhook {
  url: string;
  headers: OutgoingHttpHeaders;
  body: Buffer;
  agent: Agent;
}

export interface PostAnswer {
  status: number;
  retryAfter: string | undefined;
}

/** Posts with node:http, which sends headers as they are. Rejects when the connection breaks. */
export function postWebhook({ url, headers, body, agent }: PostedWebhook): Promise<PostAnswer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      `${url}/api/webhooks/tiktok`,
      { method: 'POST', headers, agent },
      (response) => {
        const { statusCode: status = 0, headers: answered } = response;
        response.resume();
        response.once('end', () => resolve({ status, retryAfter: answered['retry-after'] }));
        response.once('error', reject);
      },
    );
    request.once('error', reject);
    request.end(body);
  });
}
