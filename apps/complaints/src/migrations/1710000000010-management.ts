import { documentTable, firstVersion } from '@harken/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const firstDuplicatePolicy = { window: 'P14D', minimumSimilarity: 0.5, repeatWindow: 'P90D', repeatCount: 3 };

/** Who the levels of management are, what they are given time for, escalations to other teams, and repeats. */
export class Management1710000000010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- by_department: whether somebody is there for a department; only then are the teams read.
      ${documentTable('management_levels', {
        appRole: 'complaints_app',
        columns: [
          `by_department boolean NOT NULL GENERATED ALWAYS AS
             (jsonb_path_exists(content, '$.levels[*].people[*].department ? (@ != null)')) STORED`,
        ],
      })}
      ${documentTable('duplicate_policies', { appRole: 'complaints_app' })}
      ${firstVersion('duplicate_policies', firstDuplicatePolicy)}

      CREATE TABLE duplicate_proposals (
        id uuid PRIMARY KEY,
        complaint_id uuid NOT NULL REFERENCES complaints,
        of uuid NOT NULL REFERENCES complaints,
        score real NOT NULL CHECK (score BETWEEN 0 AND 1),
        status text NOT NULL CHECK (status IN ('open', 'accepted', 'refused')),
        "as" text CHECK ("as" IN ('duplicate', 'related')),
        proposed_at timestamptz(3) NOT NULL,
        decided_at timestamptz(3),
        decided_by text,
        reason text,
        CHECK (complaint_id <> of),
        CHECK ((status = 'open') = (decided_at IS NULL) AND (status = 'accepted') = ("as" IS NOT NULL))
      );
      -- A pair is proposed once, whichever came first; what was refused stays refused.
      CREATE UNIQUE INDEX duplicate_proposals_pair
        ON duplicate_proposals (least(complaint_id, of), greatest(complaint_id, of));
      CREATE INDEX duplicate_proposals_complaint ON duplicate_proposals (complaint_id);
      CREATE INDEX duplicate_proposals_of ON duplicate_proposals (of);
      CREATE INDEX duplicate_proposals_open ON duplicate_proposals (proposed_at, id) WHERE status = 'open';
      CREATE INDEX duplicate_proposals_proposed ON duplicate_proposals (proposed_at, id);
      REVOKE DELETE, TRUNCATE, TRIGGER, REFERENCES ON duplicate_proposals FROM complaints_app;

      ALTER TABLE escalations
        ADD COLUMN team text REFERENCES teams,
        ADD COLUMN note text,
        ADD COLUMN people jsonb,
        ADD COLUMN due_at timestamptz(3),
        ADD COLUMN overdue_at timestamptz(3),
        ADD COLUMN step_at timestamptz(3),
        ALTER COLUMN level DROP NOT NULL,
        ADD CONSTRAINT escalations_level_or_team CHECK ((level IS NULL) <> (team IS NULL)),
        DROP CONSTRAINT escalations_complaint_id_cycle_clock_level_key,
        DROP CONSTRAINT escalations_action_check,
        ADD CONSTRAINT escalations_action_check CHECK (action IN ('take_over', 'instruct', 'approve', 'de_escalate'));
      -- Each step of a clock once. What comes without one may come again when it is over.
      CREATE UNIQUE INDEX escalations_step_once ON escalations (complaint_id, cycle, clock, level)
        WHERE clock IS NOT NULL;
      CREATE UNIQUE INDEX escalations_open_once ON escalations (complaint_id, level, reason)
        WHERE clock IS NULL AND closed_at IS NULL;
      CREATE INDEX escalations_management_step ON escalations (step_at, complaint_id) WHERE step_at IS NOT NULL;
      CREATE INDEX escalations_people ON escalations USING gin (people jsonb_path_ops) WHERE closed_at IS NULL;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX escalations_people, escalations_management_step, escalations_open_once, escalations_step_once;
      -- What the table could not hold before.
      DELETE FROM escalations WHERE level IS NULL;
      DELETE FROM escalations e USING escalations first
       WHERE e.clock IS NULL AND first.clock IS NULL AND e.id > first.id
         AND (e.complaint_id, e.cycle, e.level) = (first.complaint_id, first.cycle, first.level);
      UPDATE escalations SET action = 'instruct' WHERE action = 'approve';
      ALTER TABLE escalations
        DROP CONSTRAINT escalations_level_or_team,
        DROP CONSTRAINT escalations_action_check,
        ADD CONSTRAINT escalations_action_check CHECK (action IN ('take_over', 'instruct', 'de_escalate')),
        ADD CONSTRAINT escalations_complaint_id_cycle_clock_level_key
          UNIQUE NULLS NOT DISTINCT (complaint_id, cycle, clock, level),
        DROP COLUMN step_at, DROP COLUMN overdue_at, DROP COLUMN due_at, DROP COLUMN people, DROP COLUMN note,
        DROP COLUMN team,
        ALTER COLUMN level SET NOT NULL;
      DROP TABLE duplicate_proposals, duplicate_policies, management_levels;`);
  }
}
