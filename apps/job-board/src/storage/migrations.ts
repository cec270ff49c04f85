import type { Migration } from '#messaging/migrations';

export const migrations: readonly Migration[] = [
  {
    name: '0001-published',
    sql: `
      create sequence receipt_number;
      create table published (
        key text primary key,
        state text not null check (state in ('PUBLISHED', 'RETRACTED')),
        revision integer not null,
        receipt text not null unique default 'JB-' || to_char(nextval('receipt_number'), 'FM0000000'),
        content jsonb,
        published_at timestamptz,
        changed_at timestamptz not null default clock_timestamp(),
        retracted_at timestamptz
      );
      create index published_by_date on published (published_at desc) where state = 'PUBLISHED';
      -- Each request that was taken, with what it did: how often a key was asked for and published once.
      create table taken_request (
        id bigint generated always as identity primary key,
        at timestamptz not null default clock_timestamp(),
        key text not null,
        method text not null,
        revision integer not null,
        effect text not null
      );
      create index taken_request_key on taken_request (key);
    `,
  },
];
