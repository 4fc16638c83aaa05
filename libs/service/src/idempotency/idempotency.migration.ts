import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Responses to POSTs with an Idempotency-Key, in every service's own schema. */
export class IdempotencyBaseline1796083200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table idempotency_keys (
        client      text not null,
        key         text not null,
        request     bytea not null,
        status      smallint not null,
        headers     jsonb not null,
        body        text,
        created_at  timestamptz not null default now(),
        primary key (client, key)
      )`);
    await runner.query('create index idempotency_keys_age on idempotency_keys (created_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table idempotency_keys');
  }
}
