import { defineEvent } from '../define-event.ts';
import { AccountData } from './account.ts';

export const accountReauthRequired = defineEvent({
  type: 'account.reauth_required',
  owner: 'auth-gateway',
  stream: 'ACCOUNTS',
  description: 'The platform refused the refresh token: the creator has to connect again.',
  subjectPattern: 'account.reauth_required.<platform>.<workspace>',
  subject: ({ data, workspaceid }) => `account.reauth_required.${data.platform}.${workspaceid}`,
  data: AccountData,
});
