import { type CloudEvent, cloudEventOf, InvalidEventError, type StreamName } from '@postbus/contracts';
import { inbox } from '@postbus/db/crm-sync';
import { createConsumer } from '@postbus/events';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import type { ConsumerDependencies } from '../dependencies.ts';
import { sendOut, sendOutTogether } from '../features/deliveries/send-out.ts';
import { outboundDefinitions } from '../features/event-stream/known-topics.ts';

export interface OutboundSource {
  /** What the consumer is for. */
  name: string;
  stream: StreamName;
  filterSubject: string;
}

/** Everything that leaves Postbus. A consumer each: a slow projection must not hold up what is sent, nor the reverse. */
export const outboundSources: readonly OutboundSource[] = [
  { name: 'outbound-accounts', stream: 'ACCOUNTS', filterSubject: 'account.>' },
  { name: 'outbound-posts', stream: 'POSTS', filterSubject: 'post.>' },
  { name: 'outbound-crm', stream: 'CRM', filterSubject: 'crm.>' },
];

/** Puts every event on the stream of its workspace, and on its way to each endpoint that wants it. */
export const onOutboundEvent = (
  { clock, ...dependencies }: ConsumerDependencies & { clock: () => number },
  source: OutboundSource,
) =>
  createConsumer({
    ...dependencies,
    ...source,
    inbox,
    service: 'crm-sync',
    parse,
    // Under load nobody waits for a tenth of a second, and a transaction for each event costs more than all it does.
    concurrency: 100,
    gatherMs: 100,
    handle: (event, { tx }) => sendOut(tx, event, new Date(clock())),
    handleTogether: (deliveries, tx) =>
      sendOutTogether(
        tx,
        deliveries.map(({ event }) => event),
        new Date(clock()),
      ),
  });

const Typed = Type.Object({ type: Type.String() });

/** An event that this version does not know goes out as it is: receivers may know it. */
function parse(value: unknown): CloudEvent {
  const type = Value.Check(Typed, value) ? value.type : 'without a type';
  const definition = outboundDefinitions.get(type);
  if (definition) return definition.parse(value);
  if (!Value.Check(cloudEventOf(type, Type.Unknown()), value)) throw new InvalidEventError(type, []);
  return value;
}
