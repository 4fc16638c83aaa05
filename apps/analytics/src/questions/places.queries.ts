import { currentGeneration } from '../generations/generations.queries.ts';
import type { Question } from './question.ts';

/** Collects the values of a statement: `bind(value)` gives its `$n`. */
export function parameters(...first: unknown[]): { values: unknown[]; bind(value: unknown): string } {
  const values = [...first];
  return { values, bind: (value) => `$${values.push(value)}` };
}

/** Dimensions that the journey map gives, and their columns. */
const ofTheMap: Readonly<Record<string, string>> = { journey: 'journey', stage: 'stage', team: 'team' };

export interface Placed {
  readonly joins: string;
  readonly where: string;
  /** Always two expressions; a group that was not asked for is ''. */
  readonly groups: readonly [string, string];
  /** A fact may come more than once per group and must be made distinct. */
  readonly repeats: boolean;
}

/**
 * Joins, filters and groups of a question over a table `t`. `own` are the dimensions that are columns of `t`; what is
 * neither there nor `segment` comes from the journey map as it is now.
 * '' stands for "without", as no dimension has an empty value.
 */
export function placesOf(question: Question, own: ReadonlySet<string>, bind: (value: unknown) => string): Placed {
  const filtered = Object.keys(question.filters);
  const used = new Set([...question.groupBy, ...filtered]);
  const mapped = [...used].filter((dimension) => !own.has(dimension) && dimension in ofTheMap);
  const segmentGrouped = question.groupBy.includes('segment');
  const expression = (dimension: string): string => {
    if (dimension === 'segment') return 'seg.segment';
    return mapped.includes(dimension) ? `map.${dimension}` : `coalesce(t.${column(dimension)}, '')`;
  };
  const conditions = filtered.map((dimension) => {
    const wanted = `${bind(question.filters[dimension])}::text[]`;
    if (dimension !== 'segment' || segmentGrouped) return `${expression(dimension)} = ANY (${wanted})`;
    return `(t.segments && ${wanted} OR (cardinality(t.segments) = 0 AND '' = ANY (${wanted})))`;
  });
  const joins = [segmentGrouped ? segments : '', mapped.length > 0 ? mapJoin(mapped) : ''];
  const [first, second] = question.groupBy;
  return {
    joins: joins.join('\n'),
    where: conditions.map((condition) => `AND ${condition}`).join('\n'),
    groups: [first ? expression(first) : `''`, second ? expression(second) : `''`],
    repeats: mapped.some((dimension) => !question.groupBy.includes(dimension)),
  };
}

const segments = `CROSS JOIN LATERAL unnest(
  CASE WHEN cardinality(t.segments) = 0 THEN ARRAY[''] ELSE t.segments END) AS seg(segment)`;

function mapJoin(dimensions: readonly string[]): string {
  const columns = dimensions.map((dimension) => `coalesce(m.${ofTheMap[dimension]}, '') AS ${dimension}`).join(', ');
  const without = dimensions.map((dimension) => `coalesce(map_.${dimension}, '') AS ${dimension}`).join(', ');
  return `CROSS JOIN LATERAL (
    SELECT ${without} FROM (VALUES (1)) AS one LEFT JOIN (
      SELECT DISTINCT ${columns} FROM journey_touchpoints m WHERE m.generation = ${currentGeneration} AND m.touchpoint = t.touchpoint
    ) AS map_ ON true) AS map`;
}

// Only names from the lists of dimensions come here; the check makes that independent of the caller.
function column(dimension: string): string {
  if (!/^[a-z]+$/.test(dimension)) throw new TypeError(`${dimension} is no column`);
  return dimension;
}

/** The groups of a row as the reader named them; "without" is null. */
export function groupOf(question: Question, first: string, second: string): Record<string, string | null> {
  const values = [first, second];
  return Object.fromEntries(question.groupBy.map((dimension, i) => [dimension, values[i] || null]));
}
