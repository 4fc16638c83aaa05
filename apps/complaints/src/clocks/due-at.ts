import { millisecondsOf } from './duration.ts';

/** How time counts for a clock. `wall`: every hour of every day. Working hours will be further calendars. */
export type Calendar = { readonly kind: 'wall' };

export const wall: Calendar = { kind: 'wall' };

/** When `duration` (ISO 8601) is used up, counted from `start` in the calendar's time. */
export function dueAt(start: Date, duration: string, calendar: Calendar): Date {
  switch (calendar.kind) {
    case 'wall':
      return new Date(start.getTime() + millisecondsOf(duration));
  }
}

/** The moment at which `share` (0..1) of the way from `start` to `due` has passed, in the calendar's time. */
export function shareOf(start: Date, due: Date, share: number, calendar: Calendar): Date {
  switch (calendar.kind) {
    case 'wall':
      return new Date(Math.round(start.getTime() + (due.getTime() - start.getTime()) * share));
  }
}
