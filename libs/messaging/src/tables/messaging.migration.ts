import type { MigrationInterface, QueryRunner } from 'typeorm';
import { upkeepFunction } from './upkeep-function.ts';

/** Outbox, cursor, inbox and dead letters of one service, in the schema of the role that migrates. */
export class Messaging1700000000000 implements MigrationInterface {
  readonly name = 'Messaging1700000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
    await runner.query(upkeepFunction);
    await runner.query('SELECT messaging_upkeep()');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION messaging_upkeep;
      DROP TABLE dead_letters, inbox, outbox_cursor, outbox;
      DROP SEQUENCE outbox_seq`);
  }
}

const tables = `
  CREATE SEQUENCE outbox_seq AS bigint;
  CREATE TABLE outbox (
    seq bigint NOT NULL DEFAULT nextval('outbox_seq'),
    horizon bigint NOT NULL,
    event_id uuid NOT NULL,
    topic text NOT NULL,
    key text NOT NULL,
    type text NOT NULL,
    time timestamptz NOT NULL,
    traceparent text,
    payload text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
  ) PARTITION BY RANGE (created_at);
  CREATE INDEX outbox_horizon_seq ON outbox (horizon, seq);
  CREATE TABLE outbox_default PARTITION OF outbox DEFAULT;

  CREATE TABLE outbox_cursor (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    horizon bigint NOT NULL,
    seq bigint NOT NULL
  ) WITH (fillfactor = 50);
  INSERT INTO outbox_cursor (horizon, seq) VALUES (0, 0);

  CREATE TABLE inbox (
    id uuid PRIMARY KEY,
    received_at timestamptz NOT NULL DEFAULT now()
  ) PARTITION BY RANGE (id);
  CREATE TABLE inbox_default PARTITION OF inbox DEFAULT;

  CREATE TABLE dead_letters (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic text NOT NULL,
    partition integer NOT NULL,
    "offset" bigint NOT NULL,
    key text,
    event_id uuid,
    type text,
    headers jsonb NOT NULL,
    payload bytea NOT NULL,
    error_code text NOT NULL,
    error_text text NOT NULL,
    tries integer NOT NULL,
    dead_lettered_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    replay_requested_at timestamptz,
    discarded_at timestamptz,
    discard_reason text,
    UNIQUE (topic, partition, "offset")
  );
  CREATE INDEX dead_letters_key ON dead_letters (topic, key) WHERE discarded_at IS NULL;
  CREATE INDEX dead_letters_replay ON dead_letters (topic, partition) WHERE replay_requested_at IS NOT NULL`;
