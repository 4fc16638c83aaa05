import { describe, expect, it } from '@jest/globals';
import type { PublicHolidays } from './business-calendar.ts';
import { compiledCalendars } from './calendar.queries.ts';
import { dueAt } from './due-at.ts';
import { publicHolidaysOf } from './public-holidays.ts';

const office = [{ from: '09:00', to: '17:00' }];
const germany: PublicHolidays = { country: 'DE', types: ['public'] };

const read = (revision: number, publicHolidays: PublicHolidays | null) => {
  const content = {
    name: 'Office',
    zone: 'UTC',
    week: { friday: office },
    holidays: [],
    publicHolidays,
    exceptions: [],
  };
  return compiledCalendars({
    revision,
    versions: [{ id: 'office', version: 1, effectiveFrom: new Date('2026-01-01T00:00:00Z'), content }],
  });
};

describe('calendars that are read', () => {
  it('bring the public holidays of the world along only where one of them keeps some', async () => {
    const loading = 'before they are loaded';
    await read(1, null);
    expect(() => publicHolidaysOf(germany, 2026)).toThrow(loading);
    const calendar = (await read(2, germany)).get('office');
    if (!calendar) throw new TypeError('it is not there');
    // Good Friday.
    expect(dueAt(new Date('2026-04-02T18:00:00Z'), 'PT1H', calendar)).toEqual(new Date('2026-04-10T10:00:00Z'));
  });
});
