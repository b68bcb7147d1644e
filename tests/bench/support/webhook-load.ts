import { createHmac } from 'node:crypto';
import { type Conversation, holdConversations, type LoadResult } from './keep-alive-load.ts';

export const clientKey = 'awbench000000001';
export const clientSecret = 'bench_client_secret_0001';

export interface WebhookLoad {
  /** No two webhooks of a run share a name. */
  name: string;
  connections: number;
  seconds: number;
  /** How many webhooks each connection has to send. */
  perConnection: number;
}

export interface WebhookLoadResult extends LoadResult {
  /** The publish ids of the webhooks that got 200. */
  accepted: string[];
}

/**
 * Posts webhooks, each another one, over connections that are kept alive. They are signed before the clock starts.
 * Raises an error if one gets another answer than 200.
 */
export async function sendWebhooks(url: string, load: WebhookLoad): Promise<WebhookLoadResult> {
  const { name, connections, seconds, perConnection } = load;
  const accepted: string[] = [];
  const conversationOf = (_: unknown, connection: number): Conversation => {
    const ids = Array.from({ length: perConnection }, (_, index) => `${name}.${connection}.${index}`);
    const requests = ids.map((id) => signedRequest(url, id));
    let sent = 0;
    return {
      next() {
        const request = requests[sent++];
        if (!request) throw new Error('The webhooks ran out: prepare more');
        return request;
      },
      answered(status) {
        if (status !== 200) throw new Error(`a webhook was answered with ${status}`);
        accepted.push(ids[sent - 1] ?? '');
      },
    };
  };
  const conversations = Array.from({ length: connections }, conversationOf);
  return { ...(await holdConversations(url, conversations, seconds)), accepted };
}

/** A webhook as TikTok sends it, as it goes over the wire. */
function signedRequest(url: string, publishId: string): Buffer {
  const t = Math.floor(Date.now() / 1000);
  const body = JSON.stringify({
    client_key: clientKey,
    event: 'post.publish.complete',
    create_time: t,
    user_openid: '-000BenchOpenId_1',
    content: JSON.stringify({ publish_id: publishId, publish_type: 'DIRECT_PUBLISH' }),
  });
  const s = createHmac('sha256', clientSecret).update(`${t}.${body}`).digest('hex');
  const head = [
    'POST /api/webhooks/tiktok HTTP/1.1',
    `Host: ${new URL(url).host}`,
    'Connection: keep-alive',
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    `TikTok-Signature: t=${t},s=${s}`,
  ];
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`);
}
