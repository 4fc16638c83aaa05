/** A part of a time range and the source to read it from. An absent bound is open. */
export interface TimeTile {
  readonly source: 'month' | 'day' | 'hour' | 'facts';
  readonly since: Date | undefined;
  readonly until: Date | undefined;
  /** -1 subtracts what a larger tile contains too much. */
  readonly sign: 1 | -1;
}

export type Period = 'hour' | 'day' | 'week' | 'month';

const grains = ['month', 'day', 'hour'] as const;
type Grain = (typeof grains)[number];

/**
 * Covers `since <= t < until` with whole months, days and hours of UTC, the largest first, and the rest at the two ends
 * with single facts. Each end is rounded to the nearest month, then day, then hour, and the difference is added or
 * subtracted: at each end at most half of a larger tile is read in smaller pieces. In the sum each moment of the range
 * counts once and no other moment counts. No tile is larger than `period`, and none but facts is finer than `finest`.
 */
export function timeTiles(
  since: Date | undefined,
  until: Date | undefined,
  period: Period | undefined,
  finest: Grain = 'hour',
): TimeTile[] {
  const largest = period === 'hour' ? 'hour' : period === 'day' || period === 'week' ? 'day' : 'month';
  const allowed = grains.slice(grains.indexOf(largest), grains.indexOf(finest) + 1);
  return cover(since, until, allowed, 1);
}

function cover(
  since: Date | undefined,
  until: Date | undefined,
  [grain, ...finer]: readonly Grain[],
  sign: TimeTile['sign'],
): TimeTile[] {
  if (since && until && since >= until) return [];
  if (grain === undefined) return [{ source: 'facts', since, until, sign }];
  const first = since && nearest(since, grain);
  const end = until && nearest(until, grain);
  const overlaps = since && until && gap(since, first) + gap(end, until) > gap(since, until);
  if (overlaps) return cover(since, until, finer, sign);
  const whole: TimeTile[] = first && end && first >= end ? [] : [{ source: grain, since: first, until: end, sign }];
  const between = (from: Date | undefined, to: Date | undefined): TimeTile[] => {
    if (!from || !to) return [];
    return from < to ? cover(from, to, finer, sign) : cover(to, from, finer, sign === 1 ? -1 : 1);
  };
  return [...between(since, first), ...whole, ...between(end, until)];
}

const gap = (one: Date | undefined, other: Date | undefined): number =>
  one && other ? Math.abs(one.getTime() - other.getTime()) : 0;

/** The nearest start of a month, day or hour; the later of two equally near ones. */
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
