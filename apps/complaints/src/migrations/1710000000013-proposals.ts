import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Proposals are written together with the complaint, and of those that were just read; nobody may delete either. Looking
 * the references up again was half of what they cost, and wrote into the row of each earlier complaint.
 */
export class Proposals1710000000013 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE duplicate_proposals DROP CONSTRAINT duplicate_proposals_complaint_id_fkey,
        DROP CONSTRAINT duplicate_proposals_of_fkey;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE duplicate_proposals
        ADD CONSTRAINT duplicate_proposals_complaint_id_fkey FOREIGN KEY (complaint_id) REFERENCES complaints,
        ADD CONSTRAINT duplicate_proposals_of_fkey FOREIGN KEY (of) REFERENCES complaints;`);
  }
}
