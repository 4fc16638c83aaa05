import { businessCalendar } from './business-calendar.ts';

const shifts = [
  { from: '09:00', to: '12:00' },
  { from: '13:00', to: '18:00' },
];

/** Monday to Friday in Berlin with a break at noon; New Year and Good Friday of 2026 are holidays. */
export const berlin = businessCalendar('berlin', [
  {
    name: 'Berlin',
    zone: 'Europe/Berlin',
    week: { monday: shifts, tuesday: shifts, wednesday: shifts, thursday: shifts, friday: shifts },
    holidays: [
      { date: '01-01', name: 'New Year' },
      { date: '2026-04-03', name: 'Good Friday' },
    ],
    publicHolidays: null,
    exceptions: [{ date: '2026-03-04', closed: [{ from: '13:00', to: '18:00' }], reason: 'staff meeting' }],
    version: 1,
    effectiveFrom: new Date(0),
  },
]);
