import { type CrmAccountData, crmAccountUpdated } from '@postbus/contracts';
import type { Queryable } from '@postbus/db';
import { outbox } from '@postbus/db/crm-sync';
import { writeEvents } from '@postbus/events';
import { itemOf } from '../accounts/account-item.ts';
import { readAccounts } from '../accounts/repository.ts';
import type { Cause } from './cause.ts';

/** Writes an event for each of these accounts, as they are now, into the outbox of the transaction that changed them. */
export async function announceAccounts(
  tx: Queryable,
  ids: string[],
  { correlationId, traceparent }: Cause,
): Promise<void> {
  const accounts = await readAccounts(tx, ids);
  await writeEvents(
    tx,
    outbox,
    accounts.map((row) => {
      const item = itemOf(row);
      return crmAccountUpdated.create({
        subject: item.accountId,
        workspaceId: row.account.workspaceId,
        correlationId,
        ...(traceparent && { traceparent }),
        // Platform and status were checked when the event came that made the row.
        data: item as CrmAccountData,
      });
    }),
  );
}
