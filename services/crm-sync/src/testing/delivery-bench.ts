import type { LookupAddress } from 'node:dns';
import type { AddressedEvent } from '@postbus/contracts';
import { connect } from '@postbus/db';
import { dataKeys, deliveries, deliveryAttempts, endpoints, outbox } from '@postbus/db/crm-sync';
import { keyRingProvider, openVault, parseKeyRing } from '@postbus/encryption';
import { createGuardedFetch, createLogger } from '@postbus/service-kit';
import { createTestDatabase } from '@postbus/testing';
import { asc, eq, inArray, sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { createDeliveryActions } from '../features/deliveries/actions.ts';
import { sendOut } from '../features/deliveries/send-out.ts';
import { createSender, type SenderOptions } from '../features/deliveries/sender.ts';
import { createEndpointSecrets } from '../features/endpoints/secrets.ts';
import { createEndpoints, type EndpointContent } from '../features/endpoints/service.ts';
import { postEvent } from './events.ts';

/** Names of this test, which lead where it says. */
const names: Record<string, string[]> = {
  'inside.example': ['127.0.0.1'],
  'both.example': ['93.184.216.34', '10.0.0.1'],
};

/**
 * Deliveries with a real database and real receivers, but without a broker and by a clock of the test: it stands still until
 * it is told to move.
 */
export async function startDeliveryBench({ allowedHosts = ['127.0.0.1:*'] } = {}) {
  const database = await createTestDatabase('crm-sync');
  const { db } = database;
  const logger = createLogger({ service: 'crm-sync', level: 'fatal' });
  const provider = keyRingProvider(parseKeyRing(`test:${'ab'.repeat(32)}`));
  const { cipher } = await openVault({ db, table: dataKeys, provider });
  const secrets = createEndpointSecrets(cipher);
  const fetcher = createGuardedFetch({
    allowedHosts,
    lookup(hostname, _options, done) {
      const found = (names[hostname] ?? []).map((address): LookupAddress => ({ address, family: 4 }));
      done(found.length > 0 ? null : new Error('no such name'), found);
    },
  });
  let nowMs = Date.UTC(2026, 0, 1);
  const clock = () => nowMs;
  const service = createEndpoints({ db, fetcher, secrets, clock, wakeSender: () => {} });
  const workspaceId = uuidv7();

  const newSender = (options: Partial<SenderOptions> = {}) =>
    createSender({ db, fetcher, secrets, logger, clock, random: () => 0, timeoutMs: 500, ...options });
  const sender = newSender();
  const actions = createDeliveryActions({ db, sender, clock });

  return {
    ...{ database, db, workspaceId, sender, newSender, actions, service, clock, logger },
    advance(ms: number) {
      nowMs += ms;
    },
    /** A pool of its own, as another process has. */
    newPool: () => connect(database.url, { applicationName: 'another' }),
    async endpoint(url: string, content: Partial<EndpointContent> = {}) {
      const whole = { url, events: ['>'], description: null, ...content };
      const { endpoint, secret } = await db.transaction((tx) => service.create(tx, workspaceId, whole));
      return { id: endpoint.id, secret, key: { workspaceId, id: endpoint.id } };
    },
    /** An event that comes off the bus. Returns its id. */
    async event({ event }: AddressedEvent = postEvent(workspaceId)): Promise<string> {
      await db.transaction((tx) => sendOut(tx, event, new Date(nowMs)));
      return event.id;
    },
    /** Moves the clock to when something is due next, and sends it. Returns false when nothing is. */
    async sendNext(): Promise<boolean> {
      const [next] = await db.execute<{ ms: number | null }>(sql`
        select extract(epoch from min(greatest(delivery.due_at, endpoint.paused_until)))::float8 * 1000 as ms
        from ${deliveries} as delivery join ${endpoints} as endpoint on endpoint.id = delivery.endpoint_id
        where delivery.status in ('pending', 'sending') and endpoint.disabled_at is null`);
      if (next?.ms == null) return false;
      nowMs = Math.max(nowMs, next.ms);
      await sender.sweep();
      return true;
    },
    async findEndpoint(id: string) {
      const [row] = await db.select().from(endpoints).where(eq(endpoints.id, id));
      if (!row) throw new Error('no such endpoint');
      return row;
    },
    /** The deliveries to an endpoint, the oldest first, with what came of each try. */
    async deliveries(endpointId: string) {
      const rows = await db
        .select()
        .from(deliveries)
        .where(eq(deliveries.endpointId, endpointId))
        .orderBy(asc(deliveries.id));
      const ids = rows.map(({ id }) => id);
      const tries = await db
        .select()
        .from(deliveryAttempts)
        .where(inArray(deliveryAttempts.deliveryId, ids))
        .orderBy(asc(deliveryAttempts.number));
      return rows.map((row) => ({ ...row, tries: tries.filter(({ deliveryId }) => deliveryId === row.id) }));
    },
    events: async () => (await db.select().from(outbox)).map(({ event }) => event as Record<string, unknown>),
    async close() {
      await sender.stop();
      await fetcher.close();
      await database.close();
    },
  };
}
export type DeliveryBench = Awaited<ReturnType<typeof startDeliveryBench>>;
