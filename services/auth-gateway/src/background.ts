import { webhookReceived } from '@postbus/contracts';
import type { Database } from '@postbus/db';
import { inbox, outbox } from '@postbus/db/auth-gateway';
import type { Vault } from '@postbus/encryption';
import { type Bus, createConsumer, createOutboxRelay } from '@postbus/events';
import type { Logger, Loop } from '@postbus/service-kit';
import { createOnAuthorizationRemoved } from './consumers/on-authorization-removed.ts';
import { createForgetLoop } from './features/retention/forget.ts';
import { createSigningKeyLoop } from './features/signing-keys/key-loop.ts';
import type { SigningKeys } from './features/signing-keys/signing-keys.ts';

export interface BackgroundDependencies {
  db: Database;
  bus: Bus;
  vault: Vault;
  signingKeys: SigningKeys;
  rotateSigningKeyAfterDays: number;
  sweeper: Loop;
  revocations: Loop;
  logger: Logger;
  clock: () => Date;
}

/** The work behind HTTP. */
export function createBackground(dependencies: BackgroundDependencies) {
  const { db, bus, vault, signingKeys, sweeper, revocations, logger, clock } = dependencies;
  const relay = createOutboxRelay({ db, bus, table: outbox, logger });
  const webhooks = createConsumer({
    db,
    bus,
    inbox,
    service: 'auth-gateway',
    name: 'webhooks',
    stream: 'WEBHOOKS',
    filterSubject: 'webhook.tiktok.authorization.removed',
    parse: webhookReceived.parse,
    handle: createOnAuthorizationRemoved({ clock }),
    logger,
  });
  const rotateAfterDays = dependencies.rotateSigningKeyAfterDays;
  const loops = [
    sweeper,
    revocations,
    createSigningKeyLoop({ signingKeys, rotateAfterDays, logger }),
    createForgetLoop({ db, logger, clock }),
  ];

  return {
    relay,
    webhooks,
    start() {
      vault.start((error) => logger.warn({ err: error }, 'could not look for new data keys'));
      relay.start();
      webhooks.start();
      for (const loop of loops) loop.start();
    },
    /** What causes more work. Events that were written go out until `stopRelay`. */
    async stopWork() {
      await Promise.all([webhooks.stop(), ...loops.map((loop) => loop.stop())]);
    },
    async stopRelay() {
      await relay.stop();
      vault.stop();
    },
  };
}
