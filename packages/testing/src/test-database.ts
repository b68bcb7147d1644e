import { randomUUID } from 'node:crypto';
import { connect, type Database, type DatabaseService, migrate, serviceDatabases } from '@postbus/db';
import postgres from 'postgres';
import { testEnvironment } from './environment.ts';

/**
 * The password of every service's role. Roles belong to the whole server, so a test that sets another one shuts all
 * other tests out. It has quotes, so that quoting is tested everywhere.
 */
export const testRolePassword = "it's only a 'test'";

export interface TestDatabase {
  /** Connected as the service's own role, with its rights and no others. */
  db: Database;
  /** For a process of its own: the service's role. */
  url: string;
  /** For looking at and breaking things: the administrator's role. */
  adminUrl: string;
  close(): Promise<void>;
}

export interface EmptyDatabase {
  /** The administrator's role. */
  adminUrl: string;
  close(): Promise<void>;
}

/** A fresh database without any tables that only this test file uses. */
export const createEmptyDatabase = (): Promise<EmptyDatabase> => copyOf('template1');

/** A fresh database that only this test file uses, with one service's tables: a copy of a template made once. */
export async function createTestDatabase(service: DatabaseService): Promise<TestDatabase> {
  const { adminUrl, close } = await copyOf(await templateOf(service));
  const url = withRole(adminUrl, serviceDatabases[service].role);
  const db = connect(url, { applicationName: `test ${service}` });
  return {
    db,
    url,
    adminUrl,
    async close() {
      await db.$client.end({ timeout: 5 });
      await close();
    },
  };
}

/** The database that holds one service's tables; made by whichever test file needs it first. */
async function templateOf(service: DatabaseService): Promise<string> {
  const { adminDatabaseUrl } = testEnvironment();
  const template = `postbus_template_${serviceDatabases[service].schema}`;
  await asAdmin(async (admin) => {
    await admin`select pg_advisory_lock(hashtext(${template}))`;
    const [existing] = await admin`select from pg_database where datname = ${template}`;
    if (existing) return;
    // Renamed only when complete, so that a run that died in between leaves no half template behind.
    const draft = `${template}_draft`;
    await admin.unsafe(`drop database if exists ${draft}`);
    await admin.unsafe(`create database ${draft}`);
    await migrate({ adminUrl: withDatabase(adminDatabaseUrl, draft), service, password: testRolePassword });
    await admin.unsafe(`alter database ${draft} rename to ${template}`);
  });
  return template;
}

async function copyOf(template: string): Promise<EmptyDatabase> {
  const { adminDatabaseUrl } = testEnvironment();
  const name = `postbus_test_${randomUUID().replaceAll('-', '')}`;
  await asAdmin((admin) => admin.unsafe(`create database ${name} template ${template}`));
  return {
    adminUrl: withDatabase(adminDatabaseUrl, name),
    close: () => asAdmin((admin) => admin.unsafe(`drop database if exists ${name} with (force)`)),
  };
}

async function asAdmin(work: (admin: postgres.Sql) => Promise<unknown>): Promise<void> {
  const admin = postgres(testEnvironment().adminDatabaseUrl, { max: 1, onnotice: () => {} });
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}

function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

function withRole(url: string, role: string): string {
  const changed = new URL(url);
  changed.username = role;
  changed.password = testRolePassword;
  return changed.href;
}
