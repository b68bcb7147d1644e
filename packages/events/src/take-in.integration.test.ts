import { connect, type Database } from '@postbus/db';
import { waitFor } from '@postbus/testing';
import { sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { takeIn } from './take-in.ts';
import { effectIds, effects, type Fixture, inbox, startFixture } from './testing/fixture.ts';

let fixture: Fixture;
let db: Database;
beforeAll(async () => {
  fixture = await startFixture();
  // One connection: whoever comes next gets the one that the lost transaction had.
  db = connect(fixture.adminUrl, { applicationName: 'events test single', maxConnections: 1 });
});
afterAll(async () => {
  await db.$client.end({ timeout: 1 });
  await fixture.close();
});

const terminate = async () => {
  await fixture.admin`
    select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'events test single'`;
};

describe('the transaction of a handler', () => {
  test('has no effect after its connection was lost, not even on the next connection', async () => {
    const [lost, next] = [uuidv7(), uuidv7()];
    let outcome = '';
    const { promise: finished, resolve: finish } = Promise.withResolvers<void>();
    const taking = takeIn({
      db,
      inbox,
      consumer: 'test',
      messageId: lost,
      handle: async (tx) => {
        await terminate();
        await waitFor('the loss to be noticed', () => outcome !== '');
        // Somebody else uses the pool meanwhile, so that it connects again, and has a transaction open there.
        await db.transaction(async (other) => {
          await other.insert(effects).values({ eventId: next });
          await expect(tx.insert(effects).values({ eventId: lost })).rejects.toThrow();
        });
        finish();
        throw new Error('the handler fails too late to be heard');
      },
    });
    await taking.then(
      () => (outcome = 'taken in'),
      () => (outcome = 'refused'),
    );
    expect(outcome).toBe('refused');
    await finished;
    await db.execute(sql`select 1`);
    expect(await effectIds(fixture.db)).toEqual([next]);
    expect(await fixture.db.select().from(inbox)).toEqual([]);
  });

  test('of two deliveries at the same time one runs, and the other takes over if it fails', async () => {
    const messageId = uuidv7();
    const runs: string[] = [];
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    const deliver = (name: string, handle: () => Promise<void>) =>
      takeIn({
        db: fixture.db,
        inbox,
        consumer: 'test',
        messageId,
        handle: () => {
          runs.push(name);
          return handle();
        },
      });
    const first = deliver('first', async () => {
      await held;
      throw new Error('failed');
    });
    await waitFor('the first to run', () => runs.length === 1);
    const second = deliver('second', async () => {});
    await waitFor('the second to wait at the key', async () => {
      const rows = await fixture.admin`select from pg_stat_activity where wait_event_type = 'Lock'
        and datname = current_database()`;
      return rows.length === 1;
    });
    expect(runs).toEqual(['first']);
    release();
    await expect(first).rejects.toThrow('failed');
    expect(await second).toBe(true);
    expect(await deliver('third', async () => {})).toBe(false);
    expect(runs).toEqual(['first', 'second']);
  });
});
