import { connect } from '@postbus/db';
import { connectBus } from '../connect-bus.ts';
import { createOutboxRelay } from '../outbox-relay.ts';
import { channel, outbox, silent } from './fixture.ts';

/** A relay in a process of its own, to be killed: `node relay-process.ts <database url> <NATS url>`. */
const [databaseUrl = '', natsUrl = ''] = process.argv.slice(2);
const db = connect(databaseUrl, { applicationName: 'events test relay process' });
// Not the owner of the stream: it leaves the settings that the test has made.
const bus = await connectBus({ url: natsUrl, name: 'test', logger: silent });
createOutboxRelay({ db, bus, table: outbox, channel, logger: silent }).start();
