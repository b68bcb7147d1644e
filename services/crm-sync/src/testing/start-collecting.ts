import type { AccountData } from '@postbus/contracts';
import { connect } from '@postbus/db';
import { Postbus } from '@postbus/sdk';
import { createLogger } from '@postbus/service-kit';
import { createTestDatabase, startStandInAuthGateway, type TestAccount, waitFor } from '@postbus/testing';
import { v7 as uuidv7 } from 'uuid';
import { type CollectorDependencies, createCollector } from '../features/collection/collector.ts';
import { createTikTokDisplay } from '../integrations/tiktok-display.ts';
import { accountEvent } from './events.ts';
import { takeAccount } from './project.ts';
import { displayScopes, startTikTok } from './start-tiktok.ts';

const never = new AbortController().signal;

/** With the creator's id at TikTok. */
export type ConnectedAccount = TestAccount & { openId: string };

/** Everything around the collecting of figures: real but for auth-gateway, with a clock that moves when it is told to. */
export async function startCollecting() {
  const [database, tiktok, authGateway] = await Promise.all([
    createTestDatabase('crm-sync'),
    startTikTok(),
    startStandInAuthGateway(),
  ]);
  const postbus = new Postbus({
    urls: { authGateway: authGateway.url },
    clientId: 'crm-sync',
    clientSecret: 'secret of the service client',
  });
  const logger = createLogger({ service: 'crm-sync', level: 'fatal' });
  let offsetMs = 0;
  let version = 1;
  const clock = () => Date.now() + offsetMs;
  const workspaceId = uuidv7();
  const closings: (() => Promise<unknown>)[] = [];

  /** A collector as one process has it. */
  const createReplica = (changes: Partial<CollectorDependencies> = {}) => {
    const db = connect(database.url, { applicationName: 'replica' });
    closings.push(() => db.$client.end({ timeout: 5 }));
    return createCollector({
      db,
      clock,
      random: () => 0.5,
      leaseMs: 120_000,
      logger,
      display: createTikTokDisplay({ postbus, tiktok: tiktok.client, leave: 0, logger }),
      ...changes,
    });
  };
  const collector = createReplica();

  return {
    database,
    tiktok,
    authGateway,
    workspaceId,
    clock,
    createReplica,

    /** A creator whose account is connected and known to crm-sync. */
    async connectCreator(username: string, scopes = displayScopes): Promise<ConnectedAccount> {
      const accountId = uuidv7();
      const account: ConnectedAccount = {
        accountId,
        workspaceId,
        ...(await tiktok.connect(username, scopes)),
      };
      authGateway.accounts.set(accountId, account);
      const { event } = accountEvent(workspaceId, { accountId, openId: account.openId, username });
      await takeAccount(database.db, event, new Date(clock()));
      return account;
    },

    /** auth-gateway says where the account stands now. */
    async setStatus(accountId: string, status: AccountData['status']): Promise<void> {
      const openId = authGateway.accounts.get(accountId)?.openId ?? '';
      version += 1;
      const { event } = accountEvent(workspaceId, { accountId, openId, status, version });
      await takeAccount(database.db, event, new Date(clock()));
    },

    /** Time goes by, here and at TikTok. */
    async advance(seconds: number): Promise<void> {
      offsetMs += seconds * 1000;
      await tiktok.advanceClock(seconds);
    },

    /** Waits until a call of the list is about to be made, and was not before. */
    untilListing: () => waitFor('a call of the list', () => authGateway.displayCalls.includes('video_list')),

    /** Collects until nothing is due. Returns how many passes that took. */
    async collect(by = collector): Promise<number> {
      for (let passes = 0; ; passes += 1) {
        if (!(await by.collectNext(never))) return passes;
        if (passes > 100) throw new Error('collecting does not end');
      }
    },

    async close() {
      for (const close of closings) await close();
      await postbus.close();
      await Promise.all([tiktok.close(), authGateway.close()]);
      await database.close();
    },
  };
}
export type Collecting = Awaited<ReturnType<typeof startCollecting>>;
