import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Feedback may be about how a complaint was handled. */
export class AboutComplaint1700000002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE feedback ADD COLUMN about_complaint uuid');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE feedback DROP COLUMN about_complaint');
  }
}
