/** A piece of a time range and where it is answered from. An absent bound is open. */
export interface Tile {
  readonly from: 'month' | 'day' | 'hour' | 'facts';
  readonly since: Date | undefined;
  readonly until: Date | undefined;
}

export type Period = 'hour' | 'day' | 'week' | 'month';

const grains = ['month', 'day', 'hour'] as const;
type Grain = (typeof grains)[number];

/**
 * Covers `since <= t < until` without gap or overlap by whole months, days and hours of UTC, the largest first, and
 * what is left at the two ends by single facts. No tile is larger than the period asked for.
 */
export function tilesOf(since: Date | undefined, until: Date | undefined, period: Period | undefined): Tile[] {
  const largest = period === 'hour' ? 'hour' : period === 'day' || period === 'week' ? 'day' : 'month';
  return cover(since, until, grains.indexOf(largest));
}

function cover(since: Date | undefined, until: Date | undefined, depth: number): Tile[] {
  if (since && until && since >= until) return [];
  const grain = grains[depth];
  if (grain === undefined) return [{ from: 'facts', since, until }];
  const first = since && ceiling(since, grain);
  const end = until && floor(until, grain);
  if (first && end && first >= end) return cover(since, until, depth + 1);
  return [
    ...(since && first ? cover(since, first, depth + 1) : []),
    { from: grain, since: first, until: end },
    ...(until && end ? cover(end, until, depth + 1) : []),
  ];
}

function floor(time: Date, grain: Grain): Date {
  const whole = new Date(time);
  whole.setUTCMinutes(0, 0, 0);
  if (grain !== 'hour') whole.setUTCHours(0);
  if (grain === 'month') whole.setUTCDate(1);
  return whole;
}

function ceiling(time: Date, grain: Grain): Date {
  const whole = floor(time, grain);
  if (whole.getTime() === time.getTime()) return whole;
  if (grain === 'hour') whole.setUTCHours(whole.getUTCHours() + 1);
  if (grain === 'day') whole.setUTCDate(whole.getUTCDate() + 1);
  if (grain === 'month') whole.setUTCMonth(whole.getUTCMonth() + 1);
  return whole;
}
