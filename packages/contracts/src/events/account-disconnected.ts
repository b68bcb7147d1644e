import { defineEvent } from '../define-event.ts';
import { AccountData } from './account.ts';

export const accountDisconnected = defineEvent({
  type: 'account.disconnected',
  owner: 'auth-gateway',
  stream: 'ACCOUNTS',
  description: 'An account was disconnected here or removed by its creator at the platform.',
  subjectPattern: 'account.disconnected.<platform>.<workspace>',
  subject: ({ data, workspaceid }) => `account.disconnected.${data.platform}.${workspaceid}`,
  data: AccountData,
});
