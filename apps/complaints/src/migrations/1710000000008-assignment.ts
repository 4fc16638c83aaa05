import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Turns are a line of people, so that who was passed over for a language does not lose a turn. Who leaves a team or
 * goes away hands the open complaints back, batch by batch. And a complaint keeps the severity it was said to have, so
 * that rules can be tried on it again.
 */
export class Assignment1710000000008 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE team_rotations ADD COLUMN rotation text[] NOT NULL DEFAULT '{}';
      UPDATE team_rotations t SET rotation = ARRAY(
        SELECT m.value ->> 'id' FROM jsonb_array_elements(teams.members) WITH ORDINALITY m (value, nth)
         WHERE nth <= (SELECT min(l.nth) FROM jsonb_array_elements(teams.members) WITH ORDINALITY l (value, nth)
                        WHERE l.value ->> 'id' = t.last_member)
         ORDER BY nth)
        FROM teams WHERE teams.id = t.team_id;
      ALTER TABLE team_rotations DROP COLUMN last_member;

      ALTER TABLE complaints ADD COLUMN said_severity text
        CHECK (said_severity IN ('critical', 'high', 'normal', 'low'));

      CREATE TABLE departures (
        id uuid PRIMARY KEY,
        team text NOT NULL REFERENCES teams,
        member text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('left', 'away')),
        reason text,
        actor text NOT NULL,
        by text,
        at timestamptz(3) NOT NULL,
        dealt integer NOT NULL,
        queued integer NOT NULL,
        look_at timestamptz(3) NOT NULL,
        done_at timestamptz(3)
      );
      CREATE INDEX departures_look ON departures (look_at, id) WHERE done_at IS NULL;
      CREATE INDEX departures_team ON departures (team, at DESC, id DESC);
      REVOKE DELETE, TRUNCATE, TRIGGER, REFERENCES ON departures FROM complaints_app;`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE departures;
      ALTER TABLE complaints DROP COLUMN said_severity;
      ALTER TABLE team_rotations ADD COLUMN last_member text;
      UPDATE team_rotations SET last_member = rotation[array_upper(rotation, 1)];
      ALTER TABLE team_rotations DROP COLUMN rotation;`);
  }
}
