import { connect } from '@postbus/db';
import { connectBus } from '../connect-bus.ts';
import { createOutboxRelay } from '../outbox-relay.ts';
import { outbox, silent, writeEvents } from './fixture.ts';

/**
 * A relay in a process of its own, to be killed: `node relay-process.ts <database url> <NATS url> [<number>]`. With a number it
 * also writes so many events, when it is connected.
 */
const [databaseUrl = '', natsUrl = '', number] = process.argv.slice(2);
const db = connect(databaseUrl, { applicationName: 'events test relay process' });
// Not the owner of the stream: it leaves the settings that the test has made.
const bus = await connectBus({ url: natsUrl, name: 'test', logger: silent });
createOutboxRelay({ db, bus, table: outbox, logger: silent }).start();
if (number !== undefined) {
  await bus.connected();
  await writeEvents(db, Number(number));
}
