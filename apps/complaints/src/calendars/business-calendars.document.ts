import { RuleBroken, Stale } from '@harken/errors';
import { defineDocumentCollection } from '@harken/service';
import { scheduleRecomputation } from '../recomputation/recomputation.use-case.ts';
import { policyAdmins, readerRoles } from '../roles.ts';
import { assertValidCalendar } from './assert-valid-calendar.ts';
import type { WorkingHours } from './business-calendar.ts';
import { CalendarBody, CalendarDto } from './calendar.dto.ts';
import { roundTheClockId } from './due-at.ts';
import { loadPublicHolidays } from './public-holidays.ts';

/** A new version is valid from its date on; deadlines that are counted in the calendar are recomputed. */
export const businessCalendars = defineDocumentCollection<WorkingHours>({
  name: 'calendar',
  table: 'calendar_versions',
  path: 'v1/calendars',
  tag: 'Calendars',
  roles: { publish: policyAdmins, read: readerRoles },
  id: {
    parameter: 'calendarId',
    description: 'Its id: letters, digits, `.`, `_`, `-`.',
    example: 'support-berlin',
    pattern: /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,99}$/u,
    message: 'must be 1 to 100 letters, digits, dots, underscores or hyphens',
  },
  body: CalendarBody,
  answer: CalendarDto,
  dated: true,
  defaults: { holidays: [], publicHolidays: null, exceptions: [] },
  contentOf: ({ publicHolidays, ...hours }: CalendarBody) => ({
    ...hours,
    publicHolidays: publicHolidays ? { ...publicHolidays, types: publicHolidays.types ?? ['public'] } : null,
  }),
  check: async (hours, { id, effectiveFrom }) => {
    if (id === roundTheClockId)
      throw new RuleBroken('calendar.fixed', `${id} is always open and cannot be changed.`, { id });
    if (hours.publicHolidays) await loadPublicHolidays();
    assertValidCalendar(hours, effectiveFrom);
  },
  stale: (version) => new Stale('calendar.stale', 'The calendar is not at that version.', { version: version || null }),
  onPublished: async ({ published: { id = '' }, previousVersion }, tx) => {
    if (previousVersion !== null) await scheduleRecomputation({ kind: 'calendar', id }, tx);
  },
  texts: {
    publish: [
      'Publish a business calendar',
      'The whole calendar, as a new version that holds from its date on. What was counted before stays.',
    ],
    list: ['List business calendars', 'By id, each as it was published last.'],
    read: ['Read a business calendar', 'As it was published last.'],
    versions: ['List the versions of a business calendar', 'All of them, newest first.'],
    answer: 'The calendar.',
  },
});
