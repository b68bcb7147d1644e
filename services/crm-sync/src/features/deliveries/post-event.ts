import { AddressRefusedError, type GuardedFetch } from '@postbus/service-kit';
import { Webhook } from 'standardwebhooks';

/** Of an answer that much is read and kept. */
const maxResponseBytes = 1024;

/** What came of one try. */
export interface Tried {
  latencyMs: number;
  statusCode: number | null;
  responseBody: string | null;
  /** The header `Retry-After`. */
  retryAfter: string | null;
  /** Null if the endpoint took it. */
  error: { code: TryError; message: string } | null;
}
export type TryError =
  | 'unexpected_status'
  | 'redirect_not_followed'
  | 'timeout'
  | 'address_refused'
  | 'connection_failed';

export interface EventPost {
  url: string;
  /** The same however often it is sent: receivers go by it. */
  webhookId: string;
  body: string;
  /** All of them sign. */
  secrets: string[];
  sentAt: Date;
  timeoutMs: number;
  /** Gives up; then the signal's reason is raised. */
  signal: AbortSignal;
}

/**
 * Sends an event to an endpoint as Standard Webhooks says (github.com/standard-webhooks/standard-webhooks, spec): once,
 * following no redirect. Whatever goes wrong is told and not raised. A status of 2xx means that it was taken, whatever
 * becomes of the rest of the answer.
 */
export async function postEvent(fetcher: GuardedFetch, post: EventPost): Promise<Tried> {
  const begunMs = performance.now();
  const deadline = AbortSignal.timeout(post.timeoutMs);
  const elapsedMs = () => Math.round(performance.now() - begunMs);
  const nothing = { statusCode: null, responseBody: null, retryAfter: null };
  try {
    const signal = AbortSignal.any([deadline, post.signal]);
    const answer = await fetcher.post(post.url, { headers: headersOf(post), body: post.body, signal });
    const { statusCode } = answer;
    return {
      latencyMs: elapsedMs(),
      statusCode,
      responseBody: await beginningOf(answer.body),
      retryAfter: firstOf(answer.headers['retry-after']),
      error: errorOfStatus(statusCode),
    };
  } catch (error) {
    post.signal.throwIfAborted();
    return { latencyMs: elapsedMs(), ...nothing, error: errorOf(error, deadline.aborted) };
  }
}

function headersOf({ webhookId, body, secrets, sentAt }: EventPost): Record<string, string> {
  const signatures = secrets.map((secret) => new Webhook(secret).sign(webhookId, sentAt, body));
  return {
    'content-type': 'application/json',
    'user-agent': 'Postbus',
    'webhook-id': webhookId,
    'webhook-timestamp': `${Math.floor(sentAt.getTime() / 1000)}`,
    'webhook-signature': signatures.join(' '),
  };
}

/** The first bytes as text that PostgreSQL can keep. The rest is not read: it may be endless, or never come. */
async function beginningOf(body: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of body) {
      parts.push(part);
      size += part.length;
      if (size >= maxResponseBytes) break;
    }
  } catch {
    // The status has said all that counts. What came until then is kept.
  }
  const text = new TextDecoder().decode(Buffer.concat(parts).subarray(0, maxResponseBytes));
  return text.replaceAll('\0', '\uFFFD');
}

function errorOfStatus(statusCode: number): Tried['error'] {
  if (statusCode >= 200 && statusCode < 300) return null;
  const code = statusCode >= 300 && statusCode < 400 ? 'redirect_not_followed' : 'unexpected_status';
  return { code, message: `the endpoint answered with ${statusCode}` };
}

/** The reason in a word, such as ECONNREFUSED. Never the error's own text, which may hold the address. */
function errorOf(error: unknown, isTimeout: boolean): NonNullable<Tried['error']> {
  if (isTimeout) return { code: 'timeout', message: 'the endpoint did not answer in time' };
  if (error instanceof AddressRefusedError) return { code: 'address_refused', message: error.message };
  const reason = error instanceof Error && 'code' in error ? `: ${error.code}` : '';
  return { code: 'connection_failed', message: `the endpoint could not be reached${reason}` };
}

const firstOf = (header: string | string[] | undefined): string | null =>
  (Array.isArray(header) ? header[0] : header) ?? null;
