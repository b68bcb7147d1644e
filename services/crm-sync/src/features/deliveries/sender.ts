import type { Database } from '@postbus/db';
import { createLoop, type GuardedFetch, type Logger } from '@postbus/service-kit';
import type { EndpointSecrets } from '../endpoints/secrets.ts';
import { type ClaimedDelivery, claimDeliveries } from './claim.ts';
import { postEvent } from './post-event.ts';
import { endAttempt } from './repository.ts';
import { type Settled, settle } from './settle.ts';

/** How long a delivery that is under way may go on when the process ends. Then others send it, again. */
const graceMs = 5000;
const lookEveryMs = 1000;

export interface SenderOptions {
  db: Database;
  fetcher: GuardedFetch;
  secrets: EndpointSecrets;
  logger: Logger;
  /** Milliseconds since 1970. */
  clock: () => number;
  /** From 0 to 1. */
  random: () => number;
  /** Deliveries under way from this process at most; 256 unless told. */
  concurrency?: number;
  /** Of those to one endpoint, from all processes together; 4 unless told. To one that fails it is one. */
  perEndpoint?: number;
  /** How long an endpoint has for its answer; 20 s unless told. */
  timeoutMs?: number;
  /** Longer than the timeout, or a delivery that is under way is sent by another process, too; three times as long unless told. */
  leaseMs?: number;
  onSettled?: (outcome: Settled) => void;
}

/**
 * Sends deliveries when they are due. Any number of processes may: each delivery is claimed by one for a time, and taken
 * over by another if that one died. Then the endpoint may get it twice, with the same `webhook-id`.
 */
export function createSender(options: SenderOptions) {
  const { db, fetcher, secrets, logger, clock, random } = options;
  const { concurrency = 256, perEndpoint = 4, timeoutMs = 20_000, leaseMs = 3 * timeoutMs } = options;
  const underWay = new Set<Promise<void>>();
  const stopping = new AbortController();
  let isStopping = false;

  const loop = createLoop(async () => {
    try {
      while (!isStopping && (await sendDue()) > 0);
    } catch (error) {
      logger.warn({ err: error }, 'could not look for deliveries that are due; trying on');
    }
    return lookEveryMs;
  });

  /** Begins to send what is due, as far as the limits allow. Returns how many. */
  async function sendDue(): Promise<number> {
    const limit = concurrency - underWay.size;
    if (limit <= 0) return 0;
    const now = new Date(clock());
    const leaseUntil = new Date(clock() + leaseMs);
    const claimed = await claimDeliveries(db, { now, limit, perEndpoint, leaseUntil });
    for (const delivery of claimed) {
      const sending = sendLogged(delivery).finally(() => {
        underWay.delete(sending);
        // There is room for another one.
        loop.wake();
      });
      underWay.add(sending);
    }
    return claimed.length;
  }

  async function sendLogged(claimed: ClaimedDelivery): Promise<void> {
    const { id: deliveryId, endpointId } = claimed.delivery;
    try {
      const outcome = await send(claimed);
      logger.info({ deliveryId, endpointId, outcome }, 'a delivery was tried');
    } catch (error) {
      // Our own fault, or PostgreSQL is away: sent again when the lease is over.
      logger.error({ err: error, deliveryId, endpointId }, 'a delivery could not be seen through');
    }
  }

  /** Sends a delivery that was claimed. Raises what is not the endpoint's fault. */
  async function send(claimed: ClaimedDelivery): Promise<Settled> {
    const { delivery, endpoint, body } = claimed;
    const sentAt = new Date(clock());
    try {
      const tried = await postEvent(fetcher, {
        ...{ url: endpoint.url, webhookId: delivery.eventId, body, sentAt, timeoutMs },
        secrets: secrets.signing(endpoint, sentAt),
        signal: stopping.signal,
      });
      const outcome = await settle(db, claimed, { tried, now: new Date(clock()), random: random() });
      options.onSettled?.(outcome);
      return outcome;
    } catch (error) {
      if (!stopping.signal.aborted) throw error;
      const key = { deliveryId: delivery.id, number: delivery.attempts };
      await endAttempt(db, key, { status: 'pending', dueAt: new Date(clock()), endedAt: null });
      return 'superseded';
    }
  }

  return {
    send,
    leaseMs,
    start: loop.start,
    wake: loop.wake,
    /** Sends all that is due at the present time, and waits until it is settled. Returns how many. */
    async sweep(): Promise<number> {
      for (let total = 0; ; ) {
        const count = await sendDue();
        await Promise.all(underWay);
        if (count === 0) return total;
        total += count;
      }
    },
    /** Takes up nothing more. What is under way has some seconds; then it goes back, to be sent again. */
    async stop(): Promise<void> {
      isStopping = true;
      const grace = setTimeout(() => stopping.abort(), graceMs);
      await loop.stop();
      await Promise.all(underWay);
      clearTimeout(grace);
      stopping.abort();
    },
  };
}

export type Sender = ReturnType<typeof createSender>;
