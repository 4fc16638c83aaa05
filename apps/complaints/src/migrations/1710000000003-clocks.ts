import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Clocks, the timers that wake us for them, escalations, and feedback that waits for a person's judgement. */
export class Clocks1710000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE clocks (
        complaint_id uuid NOT NULL REFERENCES complaints,
        cycle smallint NOT NULL,
        clock text NOT NULL CHECK (clock IN ('acknowledge', 'first_response', 'resolution')),
        started_at timestamptz(3) NOT NULL,
        target text NOT NULL,
        due_at timestamptz(3) NOT NULL,
        warn_at timestamptz(3) NOT NULL,
        effective_from timestamptz(3) NOT NULL,
        warned_at timestamptz(3),
        breached_at timestamptz(3),
        met_at timestamptz(3),
        level smallint NOT NULL,
        ladder jsonb NOT NULL,
        ladder_stopped boolean NOT NULL,
        pauses jsonb NOT NULL,
        calendar text NOT NULL,
        policy_version integer NOT NULL REFERENCES response_policies,
        PRIMARY KEY (complaint_id, cycle, clock)
      ) WITH (fillfactor = 80);
      CREATE INDEX clocks_overdue ON clocks (due_at, complaint_id) WHERE met_at IS NULL;

      -- One row per running clock: its next step. Guarded by the row lock of the complaint, never locked itself.
      CREATE TABLE timers (
        complaint_id uuid NOT NULL REFERENCES complaints,
        cycle smallint NOT NULL,
        clock text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('warn', 'breach', 'escalate')),
        level smallint NOT NULL,
        due_at timestamptz(3) NOT NULL,
        PRIMARY KEY (complaint_id, cycle, clock)
      ) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);
      CREATE INDEX timers_due ON timers (due_at, complaint_id);

      CREATE TABLE escalations (
        id uuid PRIMARY KEY,
        complaint_id uuid NOT NULL REFERENCES complaints,
        cycle smallint NOT NULL,
        clock text CHECK (clock IN ('acknowledge', 'first_response', 'resolution')),
        level smallint NOT NULL CHECK (level BETWEEN 1 AND 9),
        reason text NOT NULL,
        at timestamptz(3) NOT NULL,
        acknowledged_at timestamptz(3),
        action text CHECK (action IN ('take_over', 'instruct', 'de_escalate')),
        handled_by text,
        closed_at timestamptz(3),
        UNIQUE NULLS NOT DISTINCT (complaint_id, cycle, clock, level)
      );
      CREATE INDEX escalations_worklist ON escalations (at, id) WHERE closed_at IS NULL AND acknowledged_at IS NULL;
      CREATE INDEX escalations_worklist_level ON escalations (level, at, id)
        WHERE closed_at IS NULL AND acknowledged_at IS NULL;
      CREATE INDEX escalations_open ON escalations (complaint_id) WHERE closed_at IS NULL;

      CREATE TABLE triage (
        feedback_id uuid PRIMARY KEY,
        received_at timestamptz(3) NOT NULL,
        customer text NOT NULL,
        reasons text[] NOT NULL,
        -- what is needed to open the complaint later
        complaint jsonb NOT NULL,
        decision text CHECK (decision IN ('opened', 'dismissed')),
        decided_at timestamptz(3),
        decided_by text,
        reason text,
        complaint_id uuid REFERENCES complaints
      );
      CREATE INDEX triage_waiting ON triage (received_at, feedback_id) WHERE decision IS NULL;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE triage, escalations, timers, clocks');
  }
}
