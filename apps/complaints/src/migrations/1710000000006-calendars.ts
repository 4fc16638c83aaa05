import { documentTable } from '@harken/service';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Business calendars in versions, and the one that is always there. */
export class Calendars1710000000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(documentTable('calendar_versions', { appRole: 'complaints_app', keyed: true }));
    await runner.query("INSERT INTO calendar_versions VALUES ('24x7', 1, 1, $1, 'epoch', now(), 'system')", [
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
