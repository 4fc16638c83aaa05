import type { MigrationInterface, QueryRunner } from 'typeorm';
import { upkeepFunction } from './upkeep-function.ts';

/** Outbox, cursor, inbox and dead letters of one service, in the schema of the role that migrates. */
export class MessagingBaseline1796083200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
    await runner.query(inboxClaim);
    await runner.query(outboxLag);
    await runner.query(upkeepFunction);
    await runner.query('SELECT messaging_upkeep()');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION messaging_upkeep, inbox_claim, outbox_lag;
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

/**
 * `inbox_claim`: locks the partitions, writes the inbox and looks up keys with dead letters in one round trip; each of its
 * statements sees what the locks waited for. All callers must pass the partitions in the same order.
 */
const inboxClaim = `
  CREATE FUNCTION inbox_claim(consumer_group text, partitions text[], ids uuid[], key_topics text[], keys text[],
                              OUT new_ids text[], OUT dead_letter_keys text[])
  LANGUAGE plpgsql VOLATILE AS $claim$
  DECLARE
    partition_name text;
  BEGIN
    FOREACH partition_name IN ARRAY partitions LOOP
      PERFORM pg_advisory_xact_lock(hashtext('harken.consumer.' || consumer_group), hashtext(partition_name));
    END LOOP;
    WITH claimed AS (
      INSERT INTO inbox (id) SELECT DISTINCT unnest(ids) ON CONFLICT DO NOTHING RETURNING id::text
    )
    SELECT array_agg(id) INTO new_ids FROM claimed;
    IF EXISTS (SELECT FROM dead_letters WHERE discarded_at IS NULL) THEN
      SELECT array_agg(DISTINCT d.topic || ' ' || d.key) INTO dead_letter_keys
        FROM unnest(key_topics, keys) AS k (topic, key)
        JOIN dead_letters d ON d.topic = k.topic AND d.key = k.key AND d.discarded_at IS NULL;
    END IF;
  END
  $claim$`;

/**
 * `outbox_lag`: the age of the oldest event behind the cursor, and how many there are, up to `most`. The settings bind the
 * planner to the index: by its statistics nearly all rows lie behind any cursor, so it would read the whole day.
 */
const outboxLag = `
  CREATE FUNCTION outbox_lag(most integer, OUT seconds float8, OUT waiting integer)
  LANGUAGE plpgsql STABLE SET enable_seqscan = off SET enable_bitmapscan = off SET enable_sort = off AS $lag$
  DECLARE
    c outbox_cursor;
  BEGIN
    SELECT * INTO c FROM outbox_cursor;
    SELECT extract(epoch FROM clock_timestamp() - o.time) INTO seconds FROM outbox o
     WHERE (o.horizon, o.seq) > (c.horizon, c.seq) ORDER BY o.horizon, o.seq LIMIT 1;
    seconds := greatest(0, coalesce(seconds, 0));
    SELECT count(*) INTO waiting
      FROM (SELECT FROM outbox o WHERE (o.horizon, o.seq) > (c.horizon, c.seq) LIMIT most) AS behind;
  END
  $lag$`;
