import type { TimeZone } from '@harken/service';
import type { FiguresQuery } from '../../figures/figures-query.ts';
import { groupTiles, type TileGroup, withinTiles } from '../../figures/time-ranges.queries.ts';
import { type TimeTile, timeTiles } from '../../figures/time-tiles.ts';
import { currentGeneration } from '../../generations/generations.queries.ts';
import { type CellFamily, dimensionColumns, familyFor, familyName, isDaily } from '../cells/cell-families.ts';
import { metricColumns } from '../cells/count-metrics.ts';

type Bind = (value: unknown) => string;

/** The two sources of a query, as SQL. Their rows have a time `at` and the dimensions of complaints. */
export interface FigureSources {
  /** Cells with `n`, `vector` and `sign`; undefined if only single complaints are read. */
  readonly cells: string | undefined;
  /** Single complaints with the columns of facts and `sign`. */
  readonly singles: string | undefined;
}

type Range = Pick<TimeTile, 'since' | 'until'>;

const columns = `${dimensionColumns.join(', ')}, ${metricColumns.join(', ')}`;
const cellColumns = ['first', 'second'] as const;

const inRange = (time: string, { since, until }: Range, bind: Bind): string =>
  [
    `generation = ${currentGeneration}`,
    ...(since ? [`${time} >= ${bind(since)}`] : []),
    ...(until ? [`${time} < ${bind(until)}`] : []),
  ].join(' AND ');

/** Whether more than `limit` complaints were opened in the range. Stops counting there. */
export const exceedsLimitSql = (query: FiguresQuery, limit: number, bind: Bind): string => `
  SELECT count(*) > ${bind(limit)} AS many FROM (
    SELECT FROM complaint_facts WHERE ${inRange('opened_at', query, bind)} LIMIT ${bind(limit + 1)}
  ) AS found`;

/** Everything from single complaints. */
export const fromComplaints = (query: FiguresQuery, bind: Bind): FigureSources => ({
  cells: undefined,
  singles: facts({ source: 'facts', sign: 1, tiles: [{ ...query, source: 'facts', sign: 1 }] }, bind),
});

/**
 * Whole months, and days if the family has them, from cells and the changes that are not rolled up yet. Single
 * complaints add or subtract the rest at the ends of the range; periods of another zone than that of the cells (`cut`)
 * have ends of their own.
 */
export function fromCells(query: FiguresQuery, bind: Bind, cut: TimeZone): FigureSources {
  const family = familyFor(query);
  if (!family) return fromComplaints(query, bind);
  const { since, until, period, zone } = query;
  const tiles = timeTiles(since, until, period, isDaily(family) ? 'day' : 'month', { asked: zone, cut });
  const whole = groupTiles(tiles.filter(({ source }) => source !== 'facts'));
  const ragged = groupTiles(tiles.filter(({ source }) => source === 'facts')).map((group) => facts(group, bind));
  if (whole.length === 0) return { cells: undefined, singles: ragged.join(' UNION ALL ') };
  return {
    cells: whole.map((group) => cellsIn(group, family, bind)).join(' UNION ALL '),
    singles: [...ragged, ...whole.map((group) => changes(group, bind))].join(' UNION ALL '),
  };
}

const facts = ({ sign, tiles }: TileGroup, bind: Bind): string => {
  const { join, where, at } = withinTiles('opened_at', tiles, bind);
  return `SELECT ${at} AS at, ${columns}, ${sign}::smallint AS sign FROM complaint_facts ${join} WHERE generation = ${currentGeneration} ${where}`;
};

/** What the cells of these tiles do not have yet. */
const changes = ({ sign, tiles }: TileGroup, bind: Bind): string => {
  const { join, where, at } = withinTiles('opened_at', tiles, bind);
  return `SELECT ${at} AS at, ${columns}, (${sign} * sign)::smallint AS sign FROM complaint_changes ${join} WHERE generation = ${currentGeneration} ${where}`;
};

function cellsIn({ source, sign, tiles }: TileGroup, family: CellFamily, bind: Bind): string {
  const dimensions = family.map((dimension, i) =>
    dimension === 'segment'
      ? `CASE WHEN ${cellColumns[i]} = '' THEN '{}' ELSE ARRAY[${cellColumns[i]}] END::text[] AS segments`
      : `${cellColumns[i]} AS ${dimension}`,
  );
  const { join, where, at } = withinTiles('bucket', tiles, bind);
  return `SELECT ${[`${at} AS at`, ...dimensions, 'n', 'vector', `${sign} AS sign`].join(', ')} FROM complaint_cells ${join}
    WHERE generation = ${currentGeneration} AND family = '${familyName(family)}' AND granularity = '${source}' ${where}`;
}
