/** How the promise is shared out: each of so many monitors may alarm for nothing once in so many days. */
export interface Allotment {
  readonly monitors: number;
  readonly everyDays: number;
}

const daysOfMonth = 365.25 / 12;
/** However few monitors there are, none alarms for nothing more often than once in three years. */
export const leastDays = 1096;
/** Limits move only when the number of monitors has changed by this share. */
const tolerance = 0.2;

export const everyDaysFor = (monitors: number, falseAlarmsPerMonth: number): number =>
  Math.max(leastDays, (daysOfMonth * monitors) / falseAlarmsPerMonth);

/** What the limits follow from now: what they followed from, unless the monitors or the promise changed enough. */
export function reallot(before: Allotment, monitors: number, falseAlarmsPerMonth: number): Allotment {
  const promised = everyDaysFor(before.monitors, falseAlarmsPerMonth);
  const kept = Math.abs(promised - before.everyDays) < 1e-9 * promised;
  const fewChanged = Math.abs(monitors - before.monitors) < tolerance * Math.max(1, before.monitors);
  if (kept && fewChanged) return before;
  return { monitors, everyDays: everyDaysFor(monitors, falseAlarmsPerMonth) };
}
