import type { MigrationInterface, QueryRunner } from 'typeorm';

const clocks = `'acknowledge', 'first_response', 'next_response', 'progress_update', 'first_resolution', 'resolution', 'regulatory'`;
const fewer = `'acknowledge', 'first_response', 'resolution'`;

/** More clocks, clocks that are cancelled, and policies that begin at a time of their own. */
export class ClockKinds1710000000007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE clocks DROP CONSTRAINT clocks_clock_check, ADD CHECK (clock IN (${clocks})),
        ADD COLUMN cancelled boolean NOT NULL DEFAULT false;
      ALTER TABLE escalations DROP CONSTRAINT escalations_clock_check, ADD CHECK (clock IN (${clocks}));
      ALTER TABLE response_policies
        ADD COLUMN effective_from timestamptz(3),
        ADD COLUMN applies_to text NOT NULL DEFAULT 'new' CHECK (applies_to IN ('new', 'open'));
      UPDATE response_policies SET effective_from = created_at;
      ALTER TABLE response_policies ALTER COLUMN effective_from SET NOT NULL,
        ALTER COLUMN effective_from SET DEFAULT clock_timestamp();
      CREATE INDEX response_policies_effective ON response_policies (effective_from DESC, version DESC);
      CREATE INDEX teams_calendar ON teams (id) WHERE calendar IS NOT NULL;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX teams_calendar, response_policies_effective;
      ALTER TABLE response_policies DROP COLUMN applies_to, DROP COLUMN effective_from;
      DELETE FROM escalations WHERE clock NOT IN (${fewer});
      DELETE FROM clocks WHERE clock NOT IN (${fewer});
      ALTER TABLE escalations DROP CONSTRAINT escalations_clock_check, ADD CHECK (clock IN (${fewer}));
      ALTER TABLE clocks DROP COLUMN cancelled, DROP CONSTRAINT clocks_clock_check, ADD CHECK (clock IN (${fewer}));`);
  }
}
