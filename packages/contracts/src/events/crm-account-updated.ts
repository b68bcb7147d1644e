import { type Static, Type } from 'typebox';
import { Timestamp } from '../cloud-event.ts';
import { defineEvent } from '../define-event.ts';
import { AccountData } from './account.ts';

const Count = Type.Union([Type.Integer({ minimum: 0 }), Type.Null()], {
  description: 'null where the creator did not grant it',
});

export const CrmAccountData = Type.Object({
  ...AccountData.properties,
  figures: Type.Union([
    Type.Object({ followers: Count, following: Count, likes: Count, videos: Count, measuredAt: Timestamp }),
    Type.Null(),
  ]),
  updatedAt: Timestamp,
});
export type CrmAccountData = Static<typeof CrmAccountData>;

export const crmAccountUpdated = defineEvent({
  type: 'crm.account.updated',
  owner: 'crm-sync',
  stream: 'CRM',
  description: 'The row of an account in the CRM tables is new or has changed, or its figures have.',
  subjectPattern: 'crm.account.updated.<platform>.<workspace>',
  subject: ({ data, workspaceid }) => `crm.account.updated.${data.platform}.${workspaceid}`,
  data: CrmAccountData,
});
