import { createHmac } from 'node:crypto';

export const clientKey = 'awdemo0000000001';
export const clientSecret = 'demo_client_secret_0001';

export interface SignedWebhook {
  body: Buffer;
  /** Value of the header `TikTok-Signature`. */
  signature: string;
}

/** Signs a body as TikTok does; written from the reference and not with the code under test. */
export function sign(body: Buffer | string, { secret = clientSecret, at = new Date() } = {}): SignedWebhook {
  const bytes = Buffer.from(body);
  const t = Math.floor(at.getTime() / 1000);
  const s = createHmac('sha256', secret).update(`${t}.`).update(bytes).digest('hex');
  return { body: bytes, signature: `t=${t},s=${s}` };
}

/** A `post.publish.complete` for a publish id, changed where told. */
export const webhookBody = (publishId: string, changes: Record<string, unknown> = {}): string =>
  JSON.stringify({
    client_key: clientKey,
    event: 'post.publish.complete',
    create_time: 1791500000,
    user_openid: '-000DemoOpenId_1',
    content: JSON.stringify({ publish_id: publishId, publish_type: 'DIRECT_PUBLISH' }),
    ...changes,
  });

/** Posts a webhook. Returns the answer. */
export const deliver = (
  baseUrl: string,
  { body, signature }: SignedWebhook,
  headers: Record<string, string> = {},
): Promise<Response> =>
  fetch(`${baseUrl}/api/webhooks/tiktok`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'tiktok-signature': signature, ...headers },
    body: new Uint8Array(body),
  });

/** Signs and posts a body. */
export const deliverSigned = (baseUrl: string, body: string): Promise<Response> =>
  deliver(baseUrl, sign(body));
