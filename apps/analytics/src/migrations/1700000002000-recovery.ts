import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What complaints cost, and what customers say of the handling. */
export class RecoveryFigures1700000002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE complaint_facts
        ADD COLUMN compensations smallint NOT NULL DEFAULT 0,
        -- currency -> { minor, count }
        ADD COLUMN spent jsonb,
        ADD COLUMN handling_rated smallint NOT NULL DEFAULT 0,
        ADD COLUMN handling_satisfied smallint NOT NULL DEFAULT 0;
      CREATE INDEX complaint_facts_spent ON complaint_facts (generation, opened_at) WHERE spent IS NOT NULL;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE complaint_facts DROP COLUMN handling_satisfied, DROP COLUMN handling_rated, DROP COLUMN spent,
        DROP COLUMN compensations;`);
  }
}
