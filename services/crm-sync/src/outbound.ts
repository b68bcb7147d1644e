import type { DeadLetter } from '@postbus/contracts';
import { dataKeys } from '@postbus/db/crm-sync';
import { keyRingProvider, openVault, parseKeyRing } from '@postbus/encryption';
import { type AppServer, createGuardedFetch, createIdempotency } from '@postbus/service-kit';
import { createAnswerStore } from './answer-store.ts';
import { onOutboundEvent, outboundSources } from './consumers/on-outbound-event.ts';
import type { Dependencies } from './dependencies.ts';
import { createDeliveryActions } from './features/deliveries/actions.ts';
import { deliveryRoutes } from './features/deliveries/routes.ts';
import { createSender } from './features/deliveries/sender.ts';
import { endpointRoutes } from './features/endpoints/routes.ts';
import { createEndpointSecrets } from './features/endpoints/secrets.ts';
import { createEndpoints } from './features/endpoints/service.ts';
import { createPositionLoop } from './features/event-stream/give-positions.ts';
import { createHub } from './features/event-stream/hub.ts';
import { eventStreamRoutes } from './features/event-stream/routes.ts';
import { countDeliveries, countStreams } from './metrics.ts';

/** All that takes events out of Postbus: endpoints, deliveries and the stream of a workspace. */
export async function buildOutbound(
  { config, db, bus, logger, clock = Date.now, random = Math.random }: Dependencies,
  { app, onDeadLetter }: { app: AppServer; onDeadLetter: (letter: DeadLetter) => void },
) {
  const provider = keyRingProvider(parseKeyRing(config.TOKEN_ENCRYPTION_KEYS));
  const vault = await openVault({ db, table: dataKeys, provider });
  const secrets = createEndpointSecrets(vault.cipher);
  const fetcher = createGuardedFetch({ allowedHosts: config.ENDPOINT_ALLOWED_HOSTS.split(',') });
  const positions = createPositionLoop({ db, logger });
  const hub = createHub({ db, logger });
  const sender = createSender({
    ...{ db, fetcher, secrets, logger, clock, random },
    concurrency: config.DELIVERY_CONCURRENCY,
    perEndpoint: config.DELIVERY_CONCURRENCY_PER_ENDPOINT,
    timeoutMs: config.DELIVERY_TIMEOUT_SECONDS * 1000,
    onSettled: countDeliveries(app.metricsRegistry),
  });
  const onTakenIn = () => {
    positions.wake();
    sender.wake();
  };
  const consumers = outboundSources.map((source) => ({
    name: `crm-sync-${source.name}`,
    consumer: onOutboundEvent({ db, bus, logger, clock, onDeadLetter, onTakenIn }, source),
  }));

  const idempotency = createIdempotency({ db, answers: createAnswerStore(vault.cipher) });
  const endpoints = createEndpoints({ db, fetcher, secrets, clock, wakeSender: sender.wake });
  const actions = createDeliveryActions({ db, sender, clock });
  await app.register(endpointRoutes, { db, endpoints, idempotency });
  await app.register(deliveryRoutes, { db, actions, idempotency, wakeSender: sender.wake });
  await app.register(eventStreamRoutes, { db, hub, figures: countStreams(app.metricsRegistry) });

  return {
    /** For the gauge of what waits. */
    pending: Object.fromEntries(consumers.map(({ name, consumer }) => [name, consumer.pending])),
    start() {
      vault.start((error) => logger.warn({ err: error }, 'could not look for new data keys'));
      for (const work of [hub, positions, sender]) work.start();
      for (const { consumer } of consumers) consumer.start();
    },
    /** Before HTTP ends. */
    stopWork: () => Promise.all([...consumers.map(({ consumer }) => consumer.stop()), sender.stop()]),
    /** After HTTP has ended. */
    async close() {
      await Promise.all([hub.stop(), positions.stop()]);
      await fetcher.close();
      vault.stop();
    },
  };
}
