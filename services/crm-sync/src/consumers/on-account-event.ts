import {
  type AccountData,
  accountConnected,
  accountDisconnected,
  accountReauthRequired,
  accountRefreshed,
} from '@postbus/contracts';
import { inbox } from '@postbus/db/crm-sync';
import { createConsumer } from '@postbus/events';
import type { ConsumerDependencies } from '../dependencies.ts';
import { projectAccount } from '../features/accounts/project-account.ts';
import { parseKnown } from './parse-known.ts';

/** Projects every `account.*` event. */
export const onAccountEvent = ({ clock, ...dependencies }: ConsumerDependencies) =>
  createConsumer({
    ...dependencies,
    inbox,
    service: 'crm-sync',
    name: 'accounts',
    stream: 'ACCOUNTS',
    filterSubject: 'account.>',
    parse: parseKnown<AccountData>([
      accountConnected,
      accountRefreshed,
      accountReauthRequired,
      accountDisconnected,
    ]),
    async handle({ data, ...event }, { tx }) {
      if (data !== null) await projectAccount(tx, { ...event, data }, new Date(clock()));
    },
  });
