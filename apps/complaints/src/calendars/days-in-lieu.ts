/** Days by number since 1970, and why they are closed. */
type Days = ReadonlyMap<number, string>;

/** The day in lieu of a holiday, or null. */
type Rule = (holiday: number, isFree: (day: number) => boolean) => number | null;

// 1970-01-01 was a Thursday.
const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7;
const saturday = 5;
const isWeekend = (day: number): boolean => weekdayOf(day) >= saturday;

function nextFree(day: number, isFree: (day: number) => boolean): number {
  let next = day + 1;
  while (!isFree(next)) next += 1;
  return next;
}

/** Countries whose days in lieu date-holidays does not have, or not all of them. */
const rules: Readonly<Record<string, Rule>> = {
  // Cabinet resolutions of Thailand: the next working day; two holidays of one weekend have one.
  TH: (holiday, isFree) => (isWeekend(holiday) ? nextFree(holiday, isFree) : null),
  // Taiwan's Regulations on Memorial Days and Holidays: the Friday before a Saturday. The Monday after a Sunday is in the
  // list, and so are the days in lieu of the lunar New Year, before whose Saturdays Friday is free anyway.
  TW: (holiday, isFree) => {
    if (weekdayOf(holiday) !== saturday) return null;
    return isFree(holiday - 1) ? holiday - 1 : null;
  },
};

/** The days in lieu of the holidays of these years, for countries with a rule. */
export function daysInLieu(country: string, holidaysOf: (year: number) => Days, years: readonly number[]): Days {
  const rule = rules[country];
  const found = new Map<number, string>();
  if (!rule) return found;
  const holidays = new Map(years.flatMap((year) => [...holidaysOf(year)]));
  const isFree = (day: number) => !isWeekend(day) && !holidays.has(day);
  for (const [day, name] of holidays) {
    const instead = rule(day, isFree);
    if (instead !== null) found.set(instead, `${name} (in lieu)`);
  }
  return found;
}
