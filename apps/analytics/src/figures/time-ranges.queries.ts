import type { Reader, Tx } from '@harken/database';
import { TimeZone } from '@harken/service';
import type { FiguresQuery } from './figures-query.ts';
import { periodStarts, type TimeTile } from './time-tiles.ts';

type Bind = (value: unknown) => string;

/**
 * Reads in one snapshot, so that the zone in which cells were cut, the extent of the facts and the figures belong
 * together, also when a rebuild switches meanwhile.
 */
export const inSnapshot = <T>(database: Reader, read: (tx: Tx, cut: TimeZone) => Promise<T>): Promise<T> =>
  database.transaction('REPEATABLE READ', async (tx) => {
    const [row]: { timezone: string }[] = await tx.query(`SELECT timezone FROM generations WHERE state = 'current'`);
    if (!row) throw new Error('There is no current generation: the migrations have not run.');
    return read(tx, TimeZone.named(row.timezone));
  });

/** The first and the last fact. */
export interface Extent {
  readonly first: Date | null;
  readonly last: Date | null;
}

/**
 * The query with both bounds, no farther than the months that have facts. Undefined if it can have no fact. A query
 * without periods needs none.
 */
export function boundedBy<Q extends FiguresQuery>(query: Q, { first, last }: Extent, cut: TimeZone): Q | undefined {
  if (!first || !last) return undefined;
  const [begin, end] = [cut.startOf('month', first.getTime()), cut.next('month', last.getTime())];
  const since = new Date(Math.max(begin, query.since?.getTime() ?? begin));
  const until = new Date(Math.min(end, query.until?.getTime() ?? end));
  return since < until ? { ...query, since, until } : undefined;
}

/** The period of a time, as an SQL expression; null for a query without periods. The query has both bounds. */
export function periodSql({ since, until, period, zone }: FiguresQuery, bind: Bind): (time: string) => string {
  if (!period || !since || !until) return () => 'NULL::timestamptz';
  const starts = `${bind(periodStarts(since, until, period, zone).map((start) => start.toISOString()))}::timestamptz[]`;
  return (time) => `(${starts})[width_bucket(${time}, ${starts})]`;
}

/** Tiles that are read from one source and have one sign. */
export interface TileGroup extends Pick<TimeTile, 'source' | 'sign'> {
  readonly tiles: readonly TimeTile[];
}

export const groupTiles = (tiles: readonly TimeTile[]): TileGroup[] =>
  [...Map.groupBy(tiles, ({ source, sign }) => `${source} ${sign}`).values()].flatMap((some) => {
    const [first] = some;
    return first ? [{ source: first.source, sign: first.sign, tiles: some }] : [];
  });

/**
 * Restricts a time to tiles: a join for many, and conditions that begin with AND. `at` is the time by which a row counts
 * in a period.
 */
export function withinTiles(
  time: string,
  tiles: readonly TimeTile[],
  bind: Bind,
): { join: string; where: string; at: string } {
  const [only, ...others] = tiles;
  if (only && others.length === 0 && !only.countsAt) {
    const since = only.since ? `AND ${time} >= ${bind(only.since)}` : '';
    return { at: time, join: '', where: `${since} ${only.until ? `AND ${time} < ${bind(only.until)}` : ''}` };
  }
  const open = { since: '-infinity', until: 'infinity', countsAt: null };
  const texts = (bound: keyof typeof open) =>
    `${bind(tiles.map((tile) => tile[bound]?.toISOString() ?? open[bound]))}::timestamptz[]`;
  return {
    join: `JOIN unnest(${texts('since')}, ${texts('until')}, ${texts('countsAt')}) AS tile(since, until, counts_at) ON ${time} >= tile.since AND ${time} < tile.until`,
    where: '',
    at: `coalesce(tile.counts_at, ${time})`,
  };
}
