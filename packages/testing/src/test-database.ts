import { randomUUID } from 'node:crypto';
import { connect, type Database, type DatabaseService, migrate, serviceDatabases } from '@postbus/db';
import postgres from 'postgres';
import { testEnvironment } from './environment.ts';

const rolePassword = 'postbus-test';

export interface TestDatabase {
  /** Connected as the service's own role, with its rights and no others. */
  db: Database;
  /** For a process of its own: the service's role. */
  url: string;
  /** For looking at and breaking things: the administrator's role. */
  adminUrl: string;
  close(): Promise<void>;
}

/** A fresh database that only this test file uses, with one service's tables: a copy of a template made once. */
export async function createTestDatabase(service: DatabaseService): Promise<TestDatabase> {
  const { adminDatabaseUrl } = testEnvironment();
  const template = `postbus_template_${serviceDatabases[service].schema}`;
  const name = `postbus_test_${randomUUID().replaceAll('-', '')}`;

  const admin = postgres(adminDatabaseUrl, { max: 1, onnotice: () => {} });
  await admin`select pg_advisory_lock(hashtext(${template}))`;
  const [existing] = await admin`select from pg_database where datname = ${template}`;
  if (!existing) {
    // Renamed only when complete, so that a run that died in between leaves no half template behind.
    const draft = `${template}_draft`;
    await admin.unsafe(`drop database if exists ${draft}`);
    await admin.unsafe(`create database ${draft}`);
    await migrate({ adminUrl: withDatabase(adminDatabaseUrl, draft), service, password: rolePassword });
    await admin.unsafe(`alter database ${draft} rename to ${template}`);
  }
  await admin.unsafe(`create database ${name} template ${template}`);
  await admin.end();

  const adminUrl = withDatabase(adminDatabaseUrl, name);
  const url = withRole(adminUrl, serviceDatabases[service].role);
  const db = connect(url, { applicationName: `test ${service}` });
  return {
    db,
    url,
    adminUrl,
    async close() {
      await db.$client.end();
      const last = postgres(adminDatabaseUrl, { max: 1, onnotice: () => {} });
      await last.unsafe(`drop database if exists ${name} with (force)`);
      await last.end();
    },
  };
}

function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

function withRole(url: string, role: string): string {
  const changed = new URL(url);
  changed.username = role;
  changed.password = rolePassword;
  return changed.href;
}
