import { Agent, request } from 'undici';
import type { Sandbox } from '../sandbox.ts';
import type { Delivery } from '../state/delivery.ts';
import { nextAttemptDelay } from './schedule.ts';
import { signatureHeader } from './signature.ts';
import { createWebhookFaults, type WebhookFault } from './webhook-faults.ts';

/** A fact to tell an app. */
export interface WebhookEvent {
  clientKey: string;
  event: string;
  openId: string;
  publishId: string | null;
  /** Already serialized: the envelope carries it as a string. */
  content: string;
}

export interface Webhooks {
  emit(event: WebhookEvent): void;
  addFault(fault: WebhookFault): void;
  clearFaults(): void;
  /** Gives up every pending delivery and forgets the faults. */
  reset(): void;
  /** Goes on with pending deliveries, after a restart. */
  resume(): void;
  close(): Promise<void>;
}

/** How many settled deliveries are kept for the pages. */
const keptDeliveries = 5000;

/** Signs events, delivers them at least once, and retries for 72 hours. */
export function createWebhooks(sandbox: Pick<Sandbox, 'store' | 'clock' | 'log' | 'changed'>): Webhooks {
  const { store, clock, log, changed } = sandbox;
  const agent = new Agent({ connections: 32, connect: { timeout: 5000 } });
  const faults = createWebhookFaults();
  let closed = false;

  async function attempt(delivery: Delivery, wrongSignature = false): Promise<void> {
    const app = store.apps.get(delivery.clientKey);
    if (closed || delivery.state !== 'pending') return;
    if (!app?.webhookUrl) {
      delivery.state = 'dropped';
      return;
    }
    // Real time even when the clock was advanced: receivers judge its age by their own clock.
    const fresh = Math.floor(Date.now() / 1000);
    const timestamp =
      store.settings.webhookTimestamp === 'fixed' ? (delivery.firstTimestamp ?? fresh) : fresh;
    delivery.firstTimestamp ??= timestamp;
    const secret = wrongSignature ? `${app.clientSecret}?` : app.clientSecret;
    const signature = signatureHeader(secret, timestamp, delivery.body);
    const { status, error } = await post(app.webhookUrl, delivery.body, signature);
    if (closed) return;
    delivery.attempts.push({ at: clock.now(), status, error });
    log.info({ webhook: delivery.event, attempt: delivery.attempts.length, status, error }, 'webhook sent');
    if (status === 200) delivery.state = 'delivered';
    else if (delivery.state === 'pending') scheduleNext(delivery);
    changed();
  }

  async function post(url: string, body: string, signature: string) {
    try {
      const answer = await request(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'user-agent': 'Postbus-Sandbox',
          'tiktok-signature': signature,
        },
        body,
        dispatcher: agent,
        headersTimeout: 10_000,
        bodyTimeout: 10_000,
      });
      await answer.body.dump();
      return { status: answer.statusCode, error: null };
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? `${error.code}` : 'failed';
      return { status: null, error: code };
    }
  }

  function scheduleNext(delivery: Delivery): void {
    const delay = nextAttemptDelay({
      baseMs: store.settings.webhookRetryMs,
      attempts: delivery.attempts.length,
      ageMs: clock.now() - delivery.createdAt,
    });
    if (delay === null) delivery.state = 'dropped';
    else clock.at(clock.now() + delay, () => void attempt(delivery));
  }

  function record(event: WebhookEvent, url: string | null): Delivery {
    const delivery: Delivery = {
      id: (store.deliveries.at(-1)?.id ?? 0) + 1,
      clientKey: event.clientKey,
      event: event.event,
      publishId: event.publishId,
      body: JSON.stringify({
        client_key: event.clientKey,
        event: event.event,
        create_time: clock.seconds(),
        user_openid: event.openId,
        content: event.content,
      }),
      createdAt: clock.now(),
      firstTimestamp: null,
      attempts: [],
      state: url ? 'pending' : 'dropped',
    };
    store.deliveries.push(delivery);
    changed();
    if (store.deliveries.length > keptDeliveries * 2) {
      const old = store.deliveries.length - keptDeliveries;
      store.deliveries = store.deliveries.filter(({ state }, at) => at >= old || state === 'pending');
    }
    return delivery;
  }

  return {
    emit(event) {
      const url = store.apps.get(event.clientKey)?.webhookUrl ?? null;
      const delivery = record(event, url);
      if (!url) return;
      const fault = faults.take(event.event);
      if (fault?.kind === 'drop') delivery.state = 'dropped';
      else if (fault?.kind === 'delay')
        clock.at(clock.now() + (fault.ms ?? 3000), () => void attempt(delivery));
      else void attempt(delivery, fault?.kind === 'badSignature');
      if (fault?.kind === 'duplicate') void attempt(delivery);
    },
    addFault: faults.add,
    clearFaults: faults.clear,
    reset() {
      for (const delivery of store.deliveries) if (delivery.state === 'pending') delivery.state = 'dropped';
      faults.clear();
    },
    resume() {
      for (const delivery of store.deliveries) if (delivery.state === 'pending') void attempt(delivery);
    },
    async close() {
      closed = true;
      await agent.destroy();
    },
  };
}
