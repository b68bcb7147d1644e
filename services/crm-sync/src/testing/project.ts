import type { AccountData, CloudEvent, PostStatusData } from '@postbus/contracts';
import type { Database } from '@postbus/db';
import { projectAccount } from '../features/accounts/project-account.ts';
import { projectPost } from '../features/posts/project-post.ts';

/** Projects an event in a transaction of its own, as the consumer does. */
export const takeAccount = (db: Database, event: CloudEvent<AccountData>, now = new Date()): Promise<void> =>
  db.transaction((tx) => projectAccount(tx, event, now));

/** The same for a publication. */
export const takePost = (db: Database, event: CloudEvent<PostStatusData>, now = new Date()): Promise<void> =>
  db.transaction((tx) => projectPost(tx, event, now));
