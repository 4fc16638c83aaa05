import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A clock carries the time of its own next step: no second row for each. References of rows that are only ever written
 * together with their complaint, which nobody may delete, are not looked up again for every row; and no query asks for
 * complaints by the id of their customer.
 */
export class Steps1710000000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE clocks ADD COLUMN step_at timestamptz(3);
      UPDATE clocks k SET step_at = t.due_at FROM timers t
       WHERE (t.complaint_id, t.cycle, t.clock) = (k.complaint_id, k.cycle, k.clock);
      DROP TABLE timers;
      CREATE INDEX clocks_step ON clocks (step_at, complaint_id) WHERE step_at IS NOT NULL;
      ALTER TABLE clocks SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);
      ALTER TABLE clocks DROP CONSTRAINT clocks_complaint_id_fkey, DROP CONSTRAINT clocks_policy_version_fkey;
      ALTER TABLE history DROP CONSTRAINT history_complaint_id_fkey;
      DROP INDEX complaints_customer_id;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX complaints_customer_id ON complaints (customer_id);
      ALTER TABLE history ADD CONSTRAINT history_complaint_id_fkey FOREIGN KEY (complaint_id) REFERENCES complaints;
      ALTER TABLE clocks ADD CONSTRAINT clocks_policy_version_fkey FOREIGN KEY (policy_version) REFERENCES response_policies,
        ADD CONSTRAINT clocks_complaint_id_fkey FOREIGN KEY (complaint_id) REFERENCES complaints;
      ALTER TABLE clocks RESET (autovacuum_vacuum_scale_factor);
      ALTER TABLE clocks SET (fillfactor = 80);
      CREATE TABLE timers (
        complaint_id uuid NOT NULL REFERENCES complaints,
        cycle smallint NOT NULL,
        clock text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('warn', 'breach', 'escalate')),
        level smallint NOT NULL,
        due_at timestamptz(3) NOT NULL,
        PRIMARY KEY (complaint_id, cycle, clock)
      ) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);
      INSERT INTO timers
      SELECT complaint_id, cycle, clock,
             CASE WHEN breached_at IS NOT NULL THEN 'escalate' WHEN warned_at IS NULL THEN 'warn' ELSE 'breach' END,
             CASE WHEN breached_at IS NULL THEN 0 ELSE level + 1 END, step_at
        FROM clocks WHERE step_at IS NOT NULL;
      CREATE INDEX timers_due ON timers (due_at, complaint_id);
      ALTER TABLE clocks DROP COLUMN step_at;`);
  }
}
