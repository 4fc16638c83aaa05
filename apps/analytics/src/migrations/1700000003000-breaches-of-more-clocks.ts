import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Complaints have more clocks. Facts from before have missed none of the new ones: there were none. */
export class BreachesOfMoreClocks1700000003000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE complaint_facts
        ADD COLUMN breaches_next_response smallint NOT NULL DEFAULT 0,
        ADD COLUMN breaches_progress_update smallint NOT NULL DEFAULT 0,
        ADD COLUMN breaches_first_resolution smallint NOT NULL DEFAULT 0,
        ADD COLUMN breaches_regulatory smallint NOT NULL DEFAULT 0;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE complaint_facts DROP COLUMN breaches_regulatory, DROP COLUMN breaches_first_resolution,
        DROP COLUMN breaches_progress_update, DROP COLUMN breaches_next_response;`);
  }
}
