import type postgres from 'postgres';

/** Makes the tables of the fixture. */
export async function createTables(admin: postgres.Sql): Promise<void> {
  await admin.unsafe(`
    create schema events_test;
    create table events_test.outbox (
      id uuid primary key, subject text not null, event jsonb not null,
      created_at timestamptz not null default now(), published_at timestamptz);
    create index on events_test.outbox (id) where published_at is null;
    create table events_test.inbox (
      consumer text not null, event_id uuid not null, received_at timestamptz not null default now(),
      primary key (consumer, event_id));
    create table events_test.effects (event_id uuid not null);
  `);
}
