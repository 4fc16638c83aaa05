import type { MigrationInterface, QueryRunner } from 'typeorm';

const clocks = `'acknowledge', 'first_response', 'next_response', 'progress_update', 'first_resolution', 'resolution', 'regulatory'`;
const fewer = `'acknowledge', 'first_response', 'resolution'`;

/**
 * More clocks, and clocks that are cancelled. A system whose people have published no policy gets one that counts in
 * office hours.
 */
export class ClockKinds1710000000007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE clocks DROP CONSTRAINT clocks_clock_check, ADD CHECK (clock IN (${clocks})),
        ADD COLUMN cancelled boolean NOT NULL DEFAULT false;
      ALTER TABLE escalations DROP CONSTRAINT escalations_clock_check, ADD CHECK (clock IN (${clocks}));
      -- Deadlines to reckon again, because a policy, a calendar or a team's calendar has changed.
      CREATE TABLE recomputations (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        kind text NOT NULL CHECK (kind IN ('policy', 'calendar', 'team')),
        subject text NOT NULL,
        due_at timestamptz(3) NOT NULL,
        after uuid,
        sweep smallint NOT NULL DEFAULT 1,
        changed integer NOT NULL DEFAULT 0,
        done_at timestamptz(3)
      );
      CREATE INDEX recomputations_due ON recomputations (due_at, id) WHERE done_at IS NULL;
      CREATE INDEX teams_calendar ON teams (id) WHERE calendar IS NOT NULL;`);
    await runner.query(
      `INSERT INTO calendar_versions
       SELECT 'office-hours', 1, max(revision) + 1, $1, 'epoch', now(), 'system' FROM calendar_versions
        HAVING count(*) FILTER (WHERE id = 'office-hours') = 0`,
      [JSON.stringify(officeHours)],
    );
    // Whoever has published a policy keeps it.
    await runner.query(
      `INSERT INTO response_policies
       SELECT 2, $1, now(), now(), 'system' FROM response_policies HAVING max(version) = 1 AND max(published_by) = 'system'`,
      [JSON.stringify(policyInBusinessTime)],
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE recomputations;
      DROP INDEX teams_calendar;
      DELETE FROM response_policies WHERE version = 2 AND published_by = 'system';
      DELETE FROM calendar_versions WHERE id = 'office-hours' AND published_by = 'system';
      DELETE FROM escalations WHERE clock NOT IN (${fewer});
      DELETE FROM clocks WHERE clock NOT IN (${fewer});
      ALTER TABLE escalations DROP CONSTRAINT escalations_clock_check, ADD CHECK (clock IN (${fewer}));
      ALTER TABLE clocks DROP COLUMN cancelled, DROP CONSTRAINT clocks_clock_check, ADD CHECK (clock IN (${fewer}));`);
  }
}

const shift = [{ from: '09:00', to: '17:00' }];

const officeHours = {
  name: 'Office hours',
  zone: 'UTC',
  week: { monday: shift, tuesday: shift, wednesday: shift, thursday: shift, friday: shift },
  holidays: [],
  publicHolidays: null,
  exceptions: [],
};

// Written out, because a migration must not change with the code.
const policyInBusinessTime = {
  targets: {
    critical: { acknowledge: 'PT15M', firstResponse: 'PT1H', resolution: 'P1D', calendar: '24x7' },
    high: { acknowledge: 'PT1H', firstResponse: 'PT4H', resolution: 'P3D' },
    normal: { acknowledge: 'PT4H', firstResponse: 'P1D', resolution: 'P10D' },
    low: { acknowledge: 'P1D', firstResponse: 'P2D', resolution: 'P20D' },
  },
  calendar: 'office-hours',
  warnAt: 0.8,
  ladder: [
    { level: 1, after: 'PT0S' },
    { level: 2, after: 'PT4H' },
    { level: 3, after: 'P1D' },
  ],
  straightToManagement: [
    'safety',
    'legal',
    'regulator',
    'media',
    'top_tier',
    'third_complaint',
    'second_reopen',
    'compensation_above_limit',
  ],
  topTiers: ['platinum', 'vip', 'top'],
  reopenWindow: 'P14D',
  pauseCap: 'P14D',
};
