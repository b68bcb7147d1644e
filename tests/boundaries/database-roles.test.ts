import {
  connect,
  type Database,
  type DatabaseService,
  databaseServices,
  isMigrated,
  migrate,
  serviceDatabases,
} from '@postbus/db';
import { createEmptyDatabase, type EmptyDatabase, testRolePassword as password } from '@postbus/testing';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

describe('the login role of a service', () => {
  let database: EmptyDatabase;
  let admin: postgres.Sql;
  const connections = new Map<DatabaseService, Database>();

  const as = (service: DatabaseService): Database => {
    const db = connections.get(service);
    if (!db) throw new Error(`not connected as ${service}`);
    return db;
  };

  beforeAll(async () => {
    database = await createEmptyDatabase();
    admin = postgres(database.adminUrl, { max: 1 });
    for (const service of databaseServices) {
      await migrate({ adminUrl: database.adminUrl, service, password });
      const url = new URL(database.adminUrl);
      url.username = serviceDatabases[service].role;
      url.password = encodeURIComponent(password);
      connections.set(service, connect(url.href, { applicationName: 'test', maxConnections: 1 }));
    }
  });

  afterAll(async () => {
    for (const db of connections.values()) await db.$client.end();
    await admin.end();
    await database.close();
  });

  const tablesOf = (service: DatabaseService) =>
    admin<{ table: string }[]>`
      select table_name as table from information_schema.tables where table_schema = ${serviceDatabases[service].schema}`;

  test.each(databaseServices)('%s reads every table of its own', async (service) => {
    const tables = await tablesOf(service);
    expect(tables.length).toBeGreaterThan(0);
    for (const { table } of tables) {
      await as(service).$client.unsafe(`select from ${serviceDatabases[service].schema}.${table}`);
    }
  });

  const pairs = databaseServices.flatMap((self) =>
    databaseServices.filter((other) => other !== self).map((other) => ({ self, other })),
  );

  test.each(pairs)('$self is refused on the tables of $other', async ({ self, other }) => {
    for (const { table } of await tablesOf(other)) {
      const target = `${serviceDatabases[other].schema}.${table}`;
      await expect(as(self).$client.unsafe(`select from ${target}`)).rejects.toThrow(
        'permission denied for schema',
      );
      await expect(as(self).$client.unsafe(`delete from ${target}`)).rejects.toThrow(
        'permission denied for schema',
      );
    }
  });

  test.each(databaseServices)('%s may neither create tables nor change its own', async (service) => {
    const { schema } = serviceDatabases[service];
    await expect(as(service).$client.unsafe('create table public.x ()')).rejects.toThrow('permission denied');
    await expect(as(service).$client.unsafe(`create table ${schema}.x ()`)).rejects.toThrow(
      'permission denied',
    );
  });

  test('the audit log can be added to and read, but neither changed nor emptied', async () => {
    const { $client } = as('auth-gateway');
    await $client.unsafe('select from auth_gateway.audit_log');
    for (const change of ['delete from', 'truncate']) {
      await expect($client.unsafe(`${change} auth_gateway.audit_log`)).rejects.toThrow(
        'permission denied for table',
      );
    }
    await expect($client.unsafe('update auth_gateway.audit_log set id = id')).rejects.toThrow(
      'permission denied for table',
    );
  });

  test.each(databaseServices)('%s sees that its migrations were applied', async (service) => {
    expect(await isMigrated(as(service), service)).toBe(true);
  });

  test('migrating again, from two places at once, changes nothing', async () => {
    const again = () => migrate({ adminUrl: database.adminUrl, service: 'uploader', password });
    await Promise.all([again(), again()]);
    expect(await isMigrated(as('uploader'), 'uploader')).toBe(true);
  });
});
