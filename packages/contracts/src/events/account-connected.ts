import { defineEvent } from '../define-event.ts';
import { AccountData } from './account.ts';

export const accountConnected = defineEvent({
  type: 'account.connected',
  owner: 'auth-gateway',
  stream: 'ACCOUNTS',
  description: 'A creator connected an account, or connected it again.',
  subjectPattern: 'account.connected.<platform>.<workspace>',
  subject: ({ data, workspaceid }) => `account.connected.${data.platform}.${workspaceid}`,
  data: AccountData,
});
