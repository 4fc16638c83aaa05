import type { MigrationInterface, QueryRunner } from 'typeorm';
import { changeNotes } from './change-notes.ts';

const counted = `opened_at, touchpoint, channel, category, severity, team, tier, segments, campaign, status, answered,
  resolved, acknowledge_ms, first_answer_ms, resolve_ms, breaches_acknowledge, breaches_first_response,
  breaches_resolution, breaches_next_response, breaches_progress_update, breaches_first_resolution, breaches_regulatory,
  escalations, highest_level, straight_to_management, reopens, compensations, spent, handling_rated,
  handling_satisfied`;

/**
 * Cells of complaints, and what is still to be added to them. Triggers note each change, so that replicas of before this
 * migration may go on writing. What is known already waits to be folded like any other change: figures are right at once.
 */
export class ComplaintCells1700000004000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE complaint_changes (
        generation integer NOT NULL,
        id bigint GENERATED ALWAYS AS IDENTITY,
        sign smallint NOT NULL CHECK (sign IN (-1, 1)),
        opened_at timestamptz NOT NULL,
        touchpoint text, channel text, category text, severity text NOT NULL, team text NOT NULL,
        tier text, segments text[] NOT NULL, campaign text, status text NOT NULL,
        answered boolean NOT NULL,
        resolved boolean NOT NULL,
        acknowledge_ms bigint,
        first_answer_ms bigint,
        resolve_ms bigint,
        breaches_acknowledge smallint NOT NULL,
        breaches_first_response smallint NOT NULL,
        breaches_resolution smallint NOT NULL,
        breaches_next_response smallint NOT NULL,
        breaches_progress_update smallint NOT NULL,
        breaches_first_resolution smallint NOT NULL,
        breaches_regulatory smallint NOT NULL,
        escalations smallint[] NOT NULL,
        highest_level smallint NOT NULL,
        straight_to_management boolean NOT NULL,
        reopens smallint NOT NULL,
        compensations smallint NOT NULL,
        spent jsonb,
        handling_rated smallint NOT NULL,
        handling_satisfied smallint NOT NULL,
        PRIMARY KEY (generation, id)
      ) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000,
              autovacuum_vacuum_insert_threshold = -1, autovacuum_vacuum_cost_delay = 0);

      CREATE TABLE complaint_cells (
        generation integer NOT NULL,
        family text NOT NULL,
        granularity text NOT NULL CHECK (granularity IN ('day', 'month')),
        bucket timestamptz NOT NULL,
        first text COLLATE "C" NOT NULL,
        second text COLLATE "C" NOT NULL,
        n bigint NOT NULL,
        vector bytea NOT NULL,
        PRIMARY KEY (generation, family, granularity, bucket, first, second)
      ) WITH (fillfactor = 80);

      -- Times in steps of 4 %, in the database alone, so that what is added can be taken away again to the bit.
      CREATE FUNCTION duration_bucket(ms bigint) RETURNS smallint LANGUAGE sql IMMUTABLE PARALLEL SAFE
        RETURN CASE WHEN ms <= 1 THEN 0 WHEN ms > 1 THEN least(ceil(25 * ln(ms::double precision)), 799) END::smallint;

      ${changeNotes(counted)}

      CREATE TRIGGER note_new AFTER INSERT ON complaint_facts
        REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_new_complaints();
      CREATE TRIGGER note_changed AFTER UPDATE ON complaint_facts
        REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION note_changed_complaints();

      INSERT INTO complaint_changes (generation, sign, ${counted})
        SELECT generation, 1, ${counted} FROM complaint_facts ORDER BY generation, opened_at;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER note_new ON complaint_facts;
      DROP TRIGGER note_changed ON complaint_facts;
      DROP FUNCTION note_new_complaints(), note_changed_complaints(), duration_bucket(bigint);
      DROP TABLE complaint_cells, complaint_changes;
    `);
  }
}
