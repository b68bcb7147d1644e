import { createHmac } from 'node:crypto';
import autocannon from 'autocannon';

export const clientKey = 'awbench000000001';
export const clientSecret = 'bench_client_secret_0001';

export interface WebhookLoad {
  /** No two webhooks of a run share a name. */
  name: string;
  connections: number;
  seconds: number;
  /** How many webhooks each connection has to send before it begins anew. */
  perConnection: number;
}

/** What came of a load. */
export interface WebhookLoadResult {
  perSecond: number;
  p99Ms: number;
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
  let connection = 0;
  let begin = 0;
  const setupClient = (client: autocannon.Client) => {
    connection += 1;
    const ids = Array.from({ length: perConnection }, (_, index) => `${name}.${connection}.${index}`);
    const requests = ids.map((id) => signedRequest(url, id));
    let asked = 0;
    let answered = 0;
    // autocannon's own list of requests holds several objects for each, and spends its time on collecting them.
    Object.assign(client, { getRequestBuffer: () => requests[asked++ % perConnection] });
    client.on('response', (statusCode) => {
      if (statusCode === 200) accepted.push(ids[answered % perConnection] ?? '');
      answered += 1;
    });
  };
  const target = `${url}/api/webhooks/tiktok`;
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    autocannon({ url: target, connections, duration: seconds, setupClient, timeout: 30 }, (error, result) =>
      error ? reject(error) : resolve(result),
    ).once('start', () => {
      begin = performance.now();
    });
  });
  const tookSeconds = (performance.now() - begin) / 1000;
  if (result.non2xx + result.errors > 0) {
    throw new Error(`${result.non2xx} webhooks were refused and ${result.errors} failed`);
  }
  if (new Set(accepted).size < accepted.length) throw new Error('The webhooks ran out: prepare more');
  return { perSecond: accepted.length / tookSeconds, p99Ms: result.latency.p99, accepted };
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
