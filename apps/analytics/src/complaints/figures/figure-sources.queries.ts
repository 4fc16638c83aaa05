import type { FiguresQuery } from '../../figures/figures-query.ts';
import { nearest, type TimeTile, timeTiles } from '../../figures/time-tiles.ts';
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

const columns = `opened_at AS at, ${dimensionColumns.join(', ')}, ${metricColumns.join(', ')}`;
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
  singles: facts({ ...query, sign: 1 }, bind),
});

/**
 * Whole months, and days if the family has them, from cells and the changes that are not rolled up yet. Single
 * complaints add or subtract the rest at the two ends of the range.
 */
export function fromCells(query: FiguresQuery, bind: Bind): FigureSources {
  const family = familyFor(query);
  if (!family) return fromComplaints(query, bind);
  const { since, until, period } = query;
  const finest = isDaily(family) ? 'day' : 'month';
  const tiles = timeTiles(since, until, period, finest);
  const whole = tiles.filter(({ source }) => source !== 'facts');
  const ragged = tiles.filter(({ source }) => source === 'facts').map((tile) => facts(tile, bind));
  if (whole.length === 0) return { cells: undefined, singles: ragged.join(' UNION ALL ') };
  const covered = { since: since && nearest(since, finest), until: until && nearest(until, finest) };
  return {
    cells: whole.map((tile) => cellsIn(tile, family, bind)).join(' UNION ALL '),
    singles: [...ragged, changes(covered, bind)].join(' UNION ALL '),
  };
}

const facts = ({ sign, ...range }: Range & Pick<TimeTile, 'sign'>, bind: Bind) =>
  `SELECT ${columns}, ${sign}::smallint AS sign FROM complaint_facts WHERE ${inRange('opened_at', range, bind)}`;

const changes = (range: Range, bind: Bind) =>
  `SELECT ${columns}, sign FROM complaint_changes WHERE ${inRange('opened_at', range, bind)}`;

function cellsIn(tile: TimeTile, family: CellFamily, bind: Bind): string {
  const dimensions = family.map((dimension, i) =>
    dimension === 'segment'
      ? `CASE WHEN ${cellColumns[i]} = '' THEN '{}' ELSE ARRAY[${cellColumns[i]}] END::text[] AS segments`
      : `${cellColumns[i]} AS ${dimension}`,
  );
  return `SELECT ${['bucket AS at', ...dimensions, 'n', 'vector', `${tile.sign} AS sign`].join(', ')} FROM complaint_cells
    WHERE family = '${familyName(family)}' AND granularity = '${tile.source}' AND ${inRange('bucket', tile, bind)}`;
}
