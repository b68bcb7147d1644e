export { afterCommit } from './after-commit.ts';
export { builtOnce, forEachTable, type Given, writtenOnce } from './built-once.ts';
export { type ConnectOptions, connect, type Database, type Queryable } from './connect.ts';
export { dataKeysTable } from './data-keys.ts';
export { columnsToInsert, recordset, rowsToInsert, textArray } from './lists.ts';
export { isMigrated, type MigrateOptions, migrate } from './migrate.ts';
export { inboxTable, outboxColumns, outboxOf, outboxTable } from './outbox.ts';
export { rateLimitsTable } from './rate-limits.ts';
export {
  type DatabaseService,
  databaseServices,
  type ServiceDatabase,
  serviceDatabases,
} from './services.ts';
