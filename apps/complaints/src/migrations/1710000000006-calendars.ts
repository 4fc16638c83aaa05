import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Business calendars in versions, and the one that is always there. */
export class Calendars1710000000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE calendar_versions (
        calendar_id text NOT NULL,
        version integer NOT NULL,
        -- Grows with each publication of any calendar.
        revision integer NOT NULL UNIQUE,
        effective_from timestamptz(3) NOT NULL,
        hours jsonb NOT NULL,
        published_at timestamptz(3) NOT NULL,
        published_by text NOT NULL,
        PRIMARY KEY (calendar_id, version)
      );
      REVOKE UPDATE, DELETE ON calendar_versions FROM complaints_app;`);
    await runner.query("INSERT INTO calendar_versions VALUES ('24x7', 1, 1, 'epoch', $1, now(), 'system')", [
      JSON.stringify(roundTheClock),
    ]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE calendar_versions');
  }
}

const allDay = [{ from: '00:00', to: '24:00' }];

const roundTheClock = {
  name: 'Around the clock',
  zone: 'UTC',
  week: {
    monday: allDay,
    tuesday: allDay,
    wednesday: allDay,
    thursday: allDay,
    friday: allDay,
    saturday: allDay,
    sunday: allDay,
  },
  holidays: [],
  publicHolidays: null,
  exceptions: [],
};
