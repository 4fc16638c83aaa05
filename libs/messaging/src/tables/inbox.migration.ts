import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * `inbox_claim`: locks the partitions, writes the inbox and looks up keys with dead letters in one round trip; each of its
 * statements sees what the locks waited for. All callers must pass the partitions in the same order.
 */
export class InboxClaim1700000000001 implements MigrationInterface {
  readonly name = 'InboxClaim1700000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
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
      $claim$`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION inbox_claim');
  }
}
