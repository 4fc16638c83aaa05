import { currentGeneration } from '../../generations/generations.queries.ts';
import type { Question } from '../../questions/question.ts';
import { nearest, type Tile, tilesOf } from '../../questions/tiles.ts';
import { type CellFamily, cellDimensions, familyOf, isDaily, nameOf } from '../cells/cell-families.ts';
import { countedColumns } from '../cells/counted.ts';

type Bind = (value: unknown) => string;

/** Where a question is answered from: two tables of rows with a time `at` and the dimensions of complaints. */
export interface Parts {
  /** Cells with `n`, `vector` and a `sign`; none where only single complaints answer. */
  readonly cells: string | undefined;
  /** Single complaints with the columns of facts and a `sign`. */
  readonly singles: string | undefined;
}

type Range = Pick<Tile, 'since' | 'until'>;

const factDimensions = cellDimensions.map((dimension) => (dimension === 'segment' ? 'segments' : dimension));
const columns = `opened_at AS at, ${factDimensions.join(', ')}, ${countedColumns.join(', ')}`;
const sides = ['first', 'second'] as const;

const within = (time: string, { since, until }: Range, bind: Bind): string =>
  [
    `generation = ${currentGeneration}`,
    ...(since ? [`${time} >= ${bind(since)}`] : []),
    ...(until ? [`${time} < ${bind(until)}`] : []),
  ].join(' AND ');

/** Whether more complaints were opened in the range than `most`, at the cost of finding so many. */
export const manyInRange = (question: Question, most: number, bind: Bind): string => `
  SELECT count(*) > ${bind(most)} AS many FROM (
    SELECT FROM complaint_facts WHERE ${within('opened_at', question, bind)} LIMIT ${bind(most + 1)}
  ) AS found`;

/** Everything from single complaints. */
export const singlesOnly = (question: Question, bind: Bind): Parts => ({
  cells: undefined,
  singles: facts({ ...question, sign: 1 }, bind),
});

/**
 * Whole months, and days where the family has them, from cells and the changes that are still to be added to them; what
 * is left at the two ends of the range is added or taken away by single complaints.
 */
export function cellsWherePossible(question: Question, bind: Bind): Parts {
  const family = familyOf(question);
  if (!family) return singlesOnly(question, bind);
  const { since, until, period } = question;
  const finest = isDaily(family) ? 'day' : 'month';
  const tiles = tilesOf(since, until, period, finest);
  const whole = tiles.filter(({ from }) => from !== 'facts');
  const ragged = tiles.filter(({ from }) => from === 'facts').map((tile) => facts(tile, bind));
  if (whole.length === 0) return { cells: undefined, singles: ragged.join(' UNION ALL ') };
  const covered = { since: since && nearest(since, finest), until: until && nearest(until, finest) };
  return {
    cells: whole.map((tile) => cellsIn(tile, family, bind)).join(' UNION ALL '),
    singles: [...ragged, changes(covered, bind)].join(' UNION ALL '),
  };
}

const facts = ({ sign, ...range }: Range & Pick<Tile, 'sign'>, bind: Bind) =>
  `SELECT ${columns}, ${sign}::smallint AS sign FROM complaint_facts WHERE ${within('opened_at', range, bind)}`;

const changes = (range: Range, bind: Bind) =>
  `SELECT ${columns}, sign FROM complaint_changes WHERE ${within('opened_at', range, bind)}`;

function cellsIn(tile: Tile, family: CellFamily, bind: Bind): string {
  const dimensions = family.map((dimension, i) =>
    dimension === 'segment'
      ? `CASE WHEN ${sides[i]} = '' THEN '{}' ELSE ARRAY[${sides[i]}] END::text[] AS segments`
      : `${sides[i]} AS ${dimension}`,
  );
  return `SELECT ${['bucket AS at', ...dimensions, 'n', 'vector', `${tile.sign} AS sign`].join(', ')} FROM complaint_cells
    WHERE family = '${nameOf(family)}' AND granularity = '${tile.from}' AND ${within('bucket', tile, bind)}`;
}
