import { request } from 'undici';
import { figuresOf } from './figures.ts';

const timeoutMs = 4000;
const limits = { headersTimeout: timeoutMs, bodyTimeout: timeoutMs };

/** Asks a service how it is. One that does not answer is `unreachable`; this never raises an error for it. */
export async function lookAtService(service: string, baseUrl: string) {
  try {
    const [health, figures] = await Promise.all([readiness(baseUrl), metrics(baseUrl)]);
    return { service, ...health, ...figures };
  } catch {
    return {
      ...{ service, status: 'unreachable' as const, checks: {} },
      ...{ outboxLagSeconds: null, backlog: {}, deadLetters: 0 },
    };
  }
}

async function readiness(baseUrl: string) {
  const { body } = await request(new URL('/health/ready', baseUrl), limits);
  const answer = (await body.json()) as { status: 'ready' | 'not_ready'; checks: Record<string, string> };
  return { status: answer.status, checks: answer.checks };
}

async function metrics(baseUrl: string) {
  const { body } = await request(new URL('/metrics', baseUrl), limits);
  const text = await body.text();
  const lags = figuresOf(text, 'outbox_lag_seconds').map(({ value }) => value);
  return {
    outboxLagSeconds: lags.length > 0 ? Math.max(...lags) : null,
    backlog: Object.fromEntries(
      figuresOf(text, 'consumer_pending').map(({ labels, value }) => [labels.consumer ?? '', value]),
    ),
    deadLetters: figuresOf(text, 'dead_letters_total').reduce((sum, { value }) => sum + value, 0),
  };
}
