import { defineEvent } from '../define-event.ts';
import { AccountData } from './account.ts';

export const accountRefreshed = defineEvent({
  type: 'account.refreshed',
  owner: 'auth-gateway',
  stream: 'ACCOUNTS',
  description: 'The access token of an account was refreshed.',
  subjectPattern: 'account.refreshed.<platform>.<workspace>',
  subject: ({ data, workspaceid }) => `account.refreshed.${data.platform}.${workspaceid}`,
  data: AccountData,
});
