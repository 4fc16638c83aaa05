import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What each entry of the history changed, and the thread of messages between customer and company. */
export class HistoryAndMessages1710000000009 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE history ADD COLUMN before jsonb, ADD COLUMN after jsonb;
      CREATE TABLE messages (
        id uuid PRIMARY KEY,
        complaint_id uuid NOT NULL REFERENCES complaints,
        cycle smallint NOT NULL,
        direction text NOT NULL CHECK (direction IN ('in', 'out')),
        channel text NOT NULL,
        text text NOT NULL,
        attachments jsonb NOT NULL,
        by text NOT NULL,
        external_id text,
        at timestamptz(3) NOT NULL,
        after_end boolean NOT NULL,
        complaint_version integer NOT NULL
      );
      CREATE INDEX messages_complaint ON messages (complaint_id, at, id);
      CREATE UNIQUE INDEX messages_external ON messages (complaint_id, channel, external_id);
      REVOKE UPDATE, DELETE, TRUNCATE, TRIGGER, REFERENCES ON messages FROM complaints_app;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE messages;
      ALTER TABLE history DROP COLUMN after, DROP COLUMN before;`);
  }
}
