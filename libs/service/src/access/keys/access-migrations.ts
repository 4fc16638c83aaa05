import { services } from '@harken/contracts';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The schema `access` belongs to no service: every service reads it, only `npm run keys` writes it. */
export class AccessBaseline1796083200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table access.api_keys (
        id          uuid primary key default uuidv7(),
        client_id   uuid not null,
        name        text not null check (name ~ '^[a-z0-9-]{1,40}$'),
        hash        bytea not null unique check (octet_length(hash) = 32),
        roles       text[] not null check (cardinality(roles) > 0),
        person      text,
        created_at  timestamptz not null default now(),
        expires_at  timestamptz,
        revoked_at  timestamptz
      )`);
    await runner.query('create index api_keys_live on access.api_keys (name) where revoked_at is null');
    await runner.query('create index api_keys_client on access.api_keys (client_id) where revoked_at is null');
    for (const service of services) {
      await runner.query(`
        do $$ begin
          if exists (select from pg_roles where rolname = '${service}_app') then
            grant usage on schema access to ${service}_app;
            grant select on access.api_keys to ${service}_app;
          end if;
        end $$`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table access.api_keys');
  }
}

export const accessMigrations = [AccessBaseline1796083200000];
