import { sql, type Tx } from '@harken/database';
import { currentGeneration } from '../generations/generations.queries.ts';
import type { FiguresQuery } from './figures-query.ts';

/** Collects the values of a statement: `bind(value)` gives its `$n`. */
export function bindParameters(...first: unknown[]): { values: unknown[]; bind(value: unknown): string } {
  const values = [...first];
  return { values, bind: (value) => `$${values.push(value)}` };
}

const disableParallelWorkers = sql(`SELECT set_config('max_parallel_workers_per_gather', '0', true)`);

/** Cells are so few rows that starting parallel workers, as the planner would, takes longer than the read. */
export async function queryWithoutParallelWorkers<Row>(tx: Tx, text: string, values: unknown[]): Promise<Row[]> {
  await disableParallelWorkers.write(tx);
  return tx.query(text, values);
}

/** Dimensions from the journey map, and their columns. */
const journeyMapColumns: Readonly<Record<string, string>> = { journey: 'journey', stage: 'stage', team: 'team' };

export interface GroupColumns {
  readonly joins: string;
  readonly where: string;
  /** Always two expressions; a missing group is ''. */
  readonly expressions: readonly [string, string];
  /** A fact can occur more than once in a group, so rows must be made distinct. */
  readonly mayRepeat: boolean;
}

/**
 * Joins, filters and groups of a query over a table `t`. `ownDimensions` are columns of `t`; a dimension that is
 * neither there nor `segment` comes from the journey map as it is now.
 * '' stands for "without", as no dimension has an empty value.
 */
export function groupColumns(
  query: FiguresQuery,
  ownDimensions: ReadonlySet<string>,
  bind: (value: unknown) => string,
): GroupColumns {
  const filtered = Object.keys(query.filters);
  const used = new Set([...query.groupBy, ...filtered]);
  const mapped = [...used].filter((dimension) => !ownDimensions.has(dimension) && dimension in journeyMapColumns);
  const segmentGrouped = query.groupBy.includes('segment');
  const expression = (dimension: string): string => {
    if (dimension === 'segment') return 'seg.segment';
    return mapped.includes(dimension) ? `map.${dimension}` : `coalesce(t.${columnName(dimension)}, '')`;
  };
  const conditions = filtered.map((dimension) => {
    const wanted = `${bind(query.filters[dimension])}::text[]`;
    if (dimension !== 'segment' || segmentGrouped) return `${expression(dimension)} = ANY (${wanted})`;
    return `(t.segments && ${wanted} OR (cardinality(t.segments) = 0 AND '' = ANY (${wanted})))`;
  });
  const joins = [segmentGrouped ? segmentJoin : '', mapped.length > 0 ? journeyMapJoin(mapped) : ''];
  const [first, second] = query.groupBy;
  return {
    joins: joins.join('\n'),
    where: conditions.map((condition) => `AND ${condition}`).join('\n'),
    expressions: [first ? expression(first) : `''`, second ? expression(second) : `''`],
    mayRepeat: mapped.some((dimension) => !query.groupBy.includes(dimension)),
  };
}

const segmentJoin = `CROSS JOIN LATERAL unnest(
  CASE WHEN cardinality(t.segments) = 0 THEN ARRAY[''] ELSE t.segments END) AS seg(segment)`;

function journeyMapJoin(dimensions: readonly string[]): string {
  const columns = dimensions
    .map((dimension) => `coalesce(m.${journeyMapColumns[dimension]}, '') AS ${dimension}`)
    .join(', ');
  const without = dimensions.map((dimension) => `coalesce(map_.${dimension}, '') AS ${dimension}`).join(', ');
  return `CROSS JOIN LATERAL (
    SELECT ${without} FROM (VALUES (1)) AS one LEFT JOIN (
      SELECT DISTINCT ${columns} FROM journey_touchpoints m WHERE m.generation = ${currentGeneration} AND m.touchpoint = t.touchpoint
    ) AS map_ ON true) AS map`;
}

// Only names from the lists of dimensions come here; the check makes that independent of the caller.
function columnName(dimension: string): string {
  if (!/^[a-zA-Z]+$/.test(dimension)) throw new TypeError(`${dimension} is no column`);
  return dimension.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** The groups of a row as the reader named them; "without" is null. */
export function toGroup(query: FiguresQuery, first: string, second: string): Record<string, string | null> {
  const values = [first, second];
  return Object.fromEntries(query.groupBy.map((dimension, i) => [dimension, values[i] || null]));
}
