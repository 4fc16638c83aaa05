import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What each entry of the history changed, and the thread of messages between customer and company. */
export class HistoryAndMessages1710000000009 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE history ADD COLUMN before jsonb, ADD COLUMN after jsonb;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE history DROP COLUMN after, DROP COLUMN before;`);
  }
}
