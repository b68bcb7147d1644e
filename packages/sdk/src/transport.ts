import { setTimeout as pause } from 'node:timers/promises';
import { Agent, fetch, type Request, type Response } from 'undici';
import { v7 as uuidv7 } from 'uuid';
import { noAnswer, PostbusApiError } from './api-error.ts';
import type { ClientToken } from './client-token.ts';

const timeoutMs = 30_000;
/** Pauses before further tries of a call that failed for a passing reason. */
const pausesMs = [100, 400];
/** A service that asks for more patience than this is not asked again. */
const patienceMs = 2000;

/** What calls are made in the name of. */
export interface CallContext {
  /** The workspace, for service-to-service clients. Those of an app belong to one anyway. */
  workspaceId?: string;
  /** Ties the call to what caused it, in logs and events. */
  correlationId?: string;
}

export type Transport = ReturnType<typeof createTransport>;

/**
 * Sends requests with the client's own token, and again what failed for a passing reason: every `POST` carries an
 * `Idempotency-Key`, so that a repetition has no second effect. Whatever is not a success raises `PostbusApiError`.
 */
export function createTransport({ clientToken }: { clientToken: ClientToken }) {
  const dispatcher = new Agent();

  async function sendOnce(request: Request): Promise<Response> {
    const token = await clientToken.get();
    request.headers.set('authorization', `Bearer ${token}`);
    const signal = AbortSignal.any([request.signal, AbortSignal.timeout(timeoutMs)]);
    const answer = await fetch(request, { dispatcher, signal }).catch((cause: unknown) => {
      throw noAnswer(cause);
    });
    if (answer.ok) return answer;
    if (answer.status === 401) clientToken.forget(token);
    throw await errorOf(answer);
  }

  return {
    async send(request: Request, { workspaceId, correlationId }: CallContext): Promise<Response> {
      const { headers } = request;
      if (workspaceId) headers.set('postbus-workspace', workspaceId);
      if (correlationId) headers.set('x-correlation-id', correlationId);
      if (request.method === 'POST' && !headers.has('idempotency-key'))
        headers.set('idempotency-key', uuidv7());
      let mayRenew = true;
      for (let failures = 0; ; ) {
        try {
          return await sendOnce(request.clone());
        } catch (error) {
          if (!(error instanceof PostbusApiError) || request.signal.aborted) throw error;
          if (error.status === 401 && mayRenew) {
            mayRenew = false;
            continue;
          }
          const waitMs = pauseAfter(error, failures);
          if (waitMs === undefined) throw error;
          failures += 1;
          await pause(waitMs);
        }
      }
    },
    close: () => dispatcher.close(),
  };
}

function pauseAfter(error: PostbusApiError, failures: number): number | undefined {
  const usual = pausesMs[failures];
  if (!error.retryable || usual === undefined) return undefined;
  const asked = error.retryAfterSeconds;
  // A full window of a rate limit is rarely over soon: without a word from the service it is not tried again.
  if (asked === undefined) return error.status === 429 ? undefined : usual;
  return asked * 1000 <= patienceMs ? Math.max(usual, asked * 1000) : undefined;
}

async function errorOf(answer: Response): Promise<PostbusApiError> {
  const body = (await answer.json().catch(() => ({}))) as { error?: object };
  const retryAfter = Number.parseInt(answer.headers.get('retry-after') ?? '', 10);
  return new PostbusApiError(answer.status, body.error ?? {}, {
    retryAfterSeconds: Number.isNaN(retryAfter) ? undefined : retryAfter,
  });
}
