import { postStatus } from '@postbus/contracts';
import { connect } from '@postbus/db';
import { connectBus } from '../connect-bus.ts';
import { createConsumer } from '../create-consumer.ts';
import { inbox, recordEffect, silent } from './fixture.ts';

/** A consumer in a process of its own, to be killed: `node consumer-process.ts <database url> <NATS url>`. */
const [databaseUrl = '', natsUrl = ''] = process.argv.slice(2);
const db = connect(databaseUrl, { applicationName: 'events test consumer process' });
const bus = await connectBus({ url: natsUrl, name: 'crm-sync', logger: silent });
createConsumer({
  db,
  bus,
  inbox,
  service: 'crm-sync',
  name: 'crash',
  stream: 'POSTS',
  filterSubject: 'post.status.>',
  parse: postStatus.parse,
  handle: recordEffect,
  logger: silent,
  ackWaitMs: 1000,
}).start();
