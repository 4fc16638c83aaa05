import type { MigrationInterface, QueryRunner } from 'typeorm';

/** `inbox_take`: fence, inbox and the look at parked keys in one round trip; each statement in it sees what the fence waited for. */
export class InboxTake1700000000001 implements MigrationInterface {
  readonly name = 'InboxTake1700000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION inbox_take(consumers text, from_topic text, from_partition integer, ids uuid[], keys text[],
                                 OUT fresh text[], OUT parked_keys text[])
      LANGUAGE plpgsql VOLATILE AS $take$
      BEGIN
        PERFORM pg_advisory_xact_lock(hashtext('harken.consumer.' || consumers), hashtext(from_topic || '/' || from_partition));
        WITH taken AS (
          INSERT INTO inbox (id) SELECT DISTINCT unnest(ids) ON CONFLICT DO NOTHING RETURNING id::text
        )
        SELECT array_agg(id) INTO fresh FROM taken;
        SELECT array_agg(DISTINCT p.key) INTO parked_keys FROM parked p
         WHERE p.topic = from_topic AND p.key = ANY(keys) AND p.discarded_at IS NULL;
      END
      $take$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION inbox_take');
  }
}

/**
 * The same for events of several partitions, whose fences are taken in the order given: it must be one order for all.
 * The function for one partition stays for replicas of the version before.
 */
export class InboxTakeMany1700000000002 implements MigrationInterface {
  readonly name = 'InboxTakeMany1700000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION inbox_take_many(consumers text, places text[], ids uuid[], key_topics text[], keys text[],
                                 OUT fresh text[], OUT parked_keys text[])
      LANGUAGE plpgsql VOLATILE AS $take$
      DECLARE
        place text;
      BEGIN
        FOREACH place IN ARRAY places LOOP
          PERFORM pg_advisory_xact_lock(hashtext('harken.consumer.' || consumers), hashtext(place));
        END LOOP;
        WITH taken AS (
          INSERT INTO inbox (id) SELECT DISTINCT unnest(ids) ON CONFLICT DO NOTHING RETURNING id::text
        )
        SELECT array_agg(id) INTO fresh FROM taken;
        IF EXISTS (SELECT FROM parked WHERE discarded_at IS NULL) THEN
          SELECT array_agg(DISTINCT p.topic || ' ' || p.key) INTO parked_keys
            FROM unnest(key_topics, keys) AS k (topic, key)
            JOIN parked p ON p.topic = k.topic AND p.key = k.key AND p.discarded_at IS NULL;
        END IF;
      END
      $take$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION inbox_take_many');
  }
}
