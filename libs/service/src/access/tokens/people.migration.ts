import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The people behind signed tokens, in every service's own schema: what access needs of them. */
export class PeopleBaseline1796083200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table people (
        id        text primary key,
        subjects  jsonb not null,
        roles     text[] not null
      )`);
    await runner.query('create index people_subjects on people using gin (subjects jsonb_path_ops)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table people');
  }
}
