import type Holidays from 'date-holidays';
import type { PublicHolidays } from './business-calendar.ts';

const hour = 3_600_000;
const oneDay = 24 * hour;

let library: typeof Holidays | undefined;

/** Loads the holidays of the world, 30 MB: only if a calendar uses public holidays, and before anything reads them. */
export async function loadPublicHolidays(): Promise<void> {
  library ??= (await import('date-holidays')).default;
}

function loaded(): typeof Holidays {
  if (!library) throw new Error('The public holidays are asked for before they are loaded.');
  return library;
}

// Some are computed astronomically, which takes 50 ms a year.
const known = new Map<string, ReadonlyMap<number, string>>();

/** The holidays of a year by day number since 1970. Half holidays close nothing. */
export function publicHolidaysOf(place: PublicHolidays, year: number): ReadonlyMap<number, string> {
  const { country, state, region, types } = place;
  const key = JSON.stringify([country, state, region, types, year]);
  const before = known.get(key);
  if (before) return before;
  const days = new Map<number, string>();
  for (const { date, start, end, name } of calendarOf(place).getHolidays(year)) {
    const first = Date.parse(`${date.slice(0, 10)}T00:00:00Z`) / oneDay;
    // Some begin at sunset, and one of the days may have 23 hours.
    const length = Math.floor((end.getTime() - start.getTime() + hour) / oneDay);
    for (let day = first; day < first + length; day += 1) days.set(day, name);
  }
  known.set(key, days);
  return days;
}

function calendarOf({ country, state, region, types }: PublicHolidays): Holidays {
  return new (loaded())(
    { country, ...(state !== undefined && { state }), ...(region !== undefined && { region }) },
    { types: [...types] },
  );
}

/** The unknown part of the place, or null. */
export function unknownPart({ country, state, region }: PublicHolidays): 'country' | 'state' | 'region' | null {
  const places = new (loaded())();
  const has = (part: object | undefined, name: string) => part !== undefined && Object.hasOwn(part, name);
  if (!has(places.getCountries(), country)) return 'country';
  if (state !== undefined && !has(places.getStates(country), state)) return 'state';
  if (region === undefined) return null;
  return state !== undefined && has(places.getRegions(country, state), region) ? null : 'region';
}
