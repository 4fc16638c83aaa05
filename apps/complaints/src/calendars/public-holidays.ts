import type Holidays from 'date-holidays';
import type { HolidaysTypes } from 'date-holidays';
import type { PublicHolidays } from './business-calendar.ts';
import { daysInLieu } from './days-in-lieu.ts';

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

type Days = ReadonlyMap<number, string>;

// Some are computed astronomically, which takes 50 ms a year.
const known = new Map<string, Days>();
const closing = new Map<string, Days>();

/** The holidays of a year by day number since 1970, with the days in lieu of them. Half holidays close nothing. */
export function publicHolidaysOf(place: PublicHolidays, year: number): Days {
  const key = JSON.stringify([place.country, place.state, place.region, place.types, place.except, year]);
  const before = closing.get(key);
  if (before) return before;
  const days = new Map(listedHolidays(place, year));
  // A day in lieu may be in the year before or after that of its holiday.
  const around = [year - 1, year, year + 1];
  for (const [day, name] of daysInLieu(place.country, (of) => listedHolidays(place, of), around)) {
    if (yearOf(day) === year && !days.has(day)) days.set(day, name);
  }
  closing.set(key, days);
  return days;
}

const yearOf = (day: number): number => new Date(day * oneDay).getUTCFullYear();

/** The holidays as date-holidays lists them, without those that are left out. */
function listedHolidays(place: PublicHolidays, year: number): Days {
  const { country, state, region, types, except } = place;
  const key = JSON.stringify([country, state, region, types, except, year]);
  const before = known.get(key);
  if (before) return before;
  const days = new Map<number, string>();
  const leftOut = new Set(except?.flatMap((one) => rulesOf(place, one, year)));
  for (const { date, start, end, name, rule } of calendarOf(place).getHolidays(year)) {
    if (leftOut.has(rule)) continue;
    const first = Date.parse(`${date.slice(0, 10)}T00:00:00Z`) / oneDay;
    // Some begin at sunset, and one of the days may have 23 hours.
    const length = Math.floor((end.getTime() - start.getTime() + hour) / oneDay);
    for (let day = first; day < first + length; day += 1) days.set(day, name);
  }
  known.set(key, days);
  return days;
}

/** The rules of the holidays with this name, in the language of the place or in English, or this rule. */
function rulesOf(place: PublicHolidays, nameOrRule: string, year: number): string[] {
  const calendar = calendarOf(place);
  const named = [...calendar.getHolidays(year), ...calendar.getHolidays(year, 'en')] as HolidaysTypes.Holiday[];
  const wanted = nameOrRule.toLowerCase();
  return named
    .filter(({ name, rule }) => name.toLowerCase() === wanted || rule.toLowerCase() === wanted)
    .map(({ rule }) => rule);
}

/** Whether the place has such a holiday in one of these years. */
export const hasHoliday = (place: PublicHolidays, nameOrRule: string, years: readonly number[]): boolean =>
  years.some((year) => rulesOf(place, nameOrRule, year).length > 0);

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
