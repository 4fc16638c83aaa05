/** A piece of a time range and where it is answered from. An absent bound is open. */
export interface Tile {
  readonly from: 'month' | 'day' | 'hour' | 'facts';
  readonly since: Date | undefined;
  readonly until: Date | undefined;
  /** -1 takes away what a larger tile has too much. */
  readonly sign: 1 | -1;
}

export type Period = 'hour' | 'day' | 'week' | 'month';

const grains = ['month', 'day', 'hour'] as const;
type Grain = (typeof grains)[number];

/**
 * Covers `since <= t < until` by whole months, days and hours of UTC, the largest first, and what is left at the two
 * ends by single facts. Each end goes to the nearest bound of a month, then of a day, then of an hour, and what lies
 * between is added or taken away: at each end at most half of a larger tile is read in smaller pieces. Added up, each
 * moment of the range is counted once and no other. No tile is larger than the period asked for, none is finer than
 * `finest` but those of facts.
 */
export function tilesOf(
  since: Date | undefined,
  until: Date | undefined,
  period: Period | undefined,
  finest: Grain = 'hour',
): Tile[] {
  const largest = period === 'hour' ? 'hour' : period === 'day' || period === 'week' ? 'day' : 'month';
  const allowed = grains.slice(grains.indexOf(largest), grains.indexOf(finest) + 1);
  return cover(since, until, allowed, 1);
}

function cover(
  since: Date | undefined,
  until: Date | undefined,
  [grain, ...finer]: readonly Grain[],
  sign: Tile['sign'],
): Tile[] {
  if (since && until && since >= until) return [];
  if (grain === undefined) return [{ from: 'facts', since, until, sign }];
  const first = since && nearest(since, grain);
  const end = until && nearest(until, grain);
  const more = since && until && gap(since, first) + gap(end, until) > gap(since, until);
  if (more) return cover(since, until, finer, sign);
  const whole: Tile[] = first && end && first >= end ? [] : [{ from: grain, since: first, until: end, sign }];
  const between = (from: Date | undefined, to: Date | undefined): Tile[] => {
    if (!from || !to) return [];
    return from < to ? cover(from, to, finer, sign) : cover(to, from, finer, sign === 1 ? -1 : 1);
  };
  return [...between(since, first), ...whole, ...between(end, until)];
}

const gap = (one: Date | undefined, other: Date | undefined): number =>
  one && other ? Math.abs(one.getTime() - other.getTime()) : 0;

/** The bound of a month, a day or an hour that is nearest; the later of two. All tiles that are no finer end there. */
export function nearest(time: Date, grain: Grain): Date {
  const before = floor(time, grain);
  const after = next(before, grain);
  return gap(before, time) < gap(time, after) ? before : after;
}

function floor(time: Date, grain: Grain): Date {
  const whole = new Date(time);
  whole.setUTCMinutes(0, 0, 0);
  if (grain !== 'hour') whole.setUTCHours(0);
  if (grain === 'month') whole.setUTCDate(1);
  return whole;
}

function next(bound: Date, grain: Grain): Date {
  const after = new Date(bound);
  if (grain === 'hour') after.setUTCHours(after.getUTCHours() + 1);
  if (grain === 'day') after.setUTCDate(after.getUTCDate() + 1);
  if (grain === 'month') after.setUTCMonth(after.getUTCMonth() + 1);
  return after;
}
