import { type TimeZone, utc } from '@harken/service/time';
import type { Period } from './figures-query.ts';

/** A part of a time range and the source to read it from. An absent bound is open. */
export interface TimeTile {
  readonly source: 'month' | 'day' | 'hour' | 'facts';
  readonly since: Date | undefined;
  readonly until: Date | undefined;
  /** -1 subtracts what a larger tile contains too much. */
  readonly sign: 1 | -1;
  /** A moment of the period in which all of it counts. Without it each part counts in the period in which it begins. */
  readonly countsAt?: Date;
}

const grains = ['month', 'day', 'hour'] as const;
type Grain = (typeof grains)[number];

/** The zone of the query's periods, and the zone in which cells were cut. */
export interface TileZones {
  readonly asked: TimeZone;
  readonly cut: TimeZone;
}

/**
 * Covers `since <= t < until` with whole months, days and hours of cells, the largest first, and the rest with single
 * facts. Each end is rounded to the nearest month, then day, then hour, and the difference is added or subtracted: at
 * each end at most half of a larger tile is read in smaller pieces. In the sum each moment of the range counts once and
 * no other moment counts. No tile is larger than `period`, and none but facts is finer than `finest`.
 *
 * Periods of another zone than that of the cells are covered one by one, because a month of cells belongs to two of
 * them; both bounds must be there then.
 */
export function timeTiles(
  since: Date | undefined,
  until: Date | undefined,
  period: Period | undefined,
  finest: Grain = 'hour',
  { asked, cut }: TileZones = { asked: utc, cut: utc },
): TimeTile[] {
  if (period === undefined || asked === cut) {
    return cover(since, until, allowedGrains(largestWithin(period), finest), 1, cut);
  }
  if (!since || !until) throw new RangeError('Periods of another zone need both bounds.');
  const allowed = allowedGrains(largestWithin(period), finest);
  const bounds = [...periodStarts(since, until, period, asked).slice(1), until];
  let from = since;
  const tiles: TimeTile[] = [];
  for (const to of bounds) {
    for (const tile of cover(from, to, allowed, 1, cut)) addTile(tiles, countedIn(from, to, tile));
    from = to;
  }
  return tiles;
}

/** The start of each period that has moments of the range, in order. */
export function periodStarts(since: Date, until: Date, period: Period, zone: TimeZone): Date[] {
  const starts: Date[] = [];
  for (let start = zone.startOf(period, since.getTime()); start < until.getTime(); start = zone.next(period, start)) {
    starts.push(new Date(start));
  }
  return starts;
}

const allowedGrains = (largest: Grain, finest: Grain): readonly Grain[] =>
  grains.slice(grains.indexOf(largest), grains.indexOf(finest) + 1);

const largestWithin = (period: Period | undefined): Grain =>
  period === 'hour' ? 'hour' : period === 'day' || period === 'week' ? 'day' : 'month';

function cover(
  since: Date | undefined,
  until: Date | undefined,
  [grain, ...finer]: readonly Grain[],
  sign: TimeTile['sign'],
  zone: TimeZone,
): TimeTile[] {
  if (since && until && since >= until) return [];
  if (grain === undefined) return [{ source: 'facts', since, until, sign }];
  const first = since && nearest(since, grain, zone);
  const end = until && nearest(until, grain, zone);
  const overlaps = since && until && gap(since, first) + gap(end, until) > gap(since, until);
  if (overlaps) return cover(since, until, finer, sign, zone);
  const whole: TimeTile[] = first && end && first >= end ? [] : [{ source: grain, since: first, until: end, sign }];
  const between = (from: Date | undefined, to: Date | undefined): TimeTile[] => {
    if (!from || !to) return [];
    return from < to ? cover(from, to, finer, sign, zone) : cover(to, from, finer, sign === 1 ? -1 : 1, zone);
  };
  return [...between(since, first), ...whole, ...between(end, until)];
}

/** A tile of the period between two moments. What lies outside of it counts in it all the same. */
function countedIn(from: Date, to: Date, tile: TimeTile): TimeTile {
  const within = tile.since && tile.until && tile.since >= from && tile.until <= to;
  return within && tile.sign === 1 ? tile : { ...tile, countsAt: from };
}

/** Joins it with the tile before, if it continues it. */
function addTile(tiles: TimeTile[], tile: TimeTile): void {
  const last = tiles.at(-1);
  const continues = last?.source === tile.source && last.until?.getTime() === tile.since?.getTime();
  if (last && continues && !last.countsAt && !tile.countsAt) {
    tiles[tiles.length - 1] = { ...last, until: tile.until };
  } else tiles.push(tile);
}

const gap = (one: Date | undefined, other: Date | undefined): number =>
  one && other ? Math.abs(one.getTime() - other.getTime()) : 0;

/** The nearest start of a month, day or hour; the later of two equally near ones. */
export function nearest(time: Date, grain: Grain, zone: TimeZone = utc): Date {
  const before = new Date(zone.startOf(grain, time.getTime()));
  const after = new Date(zone.next(grain, time.getTime()));
  return gap(before, time) < gap(time, after) ? before : after;
}
