import { runLater, type Tx } from '@harken/messaging';
import type { DataSource } from 'typeorm';
import { groupOf, type Placed, parameters, placesOf } from '../../questions/places.queries.ts';
import type { Question } from '../../questions/question.ts';
import { complaintSum, countsIn, entriesOf, percentilesIn, spentIn, vectorColumns } from '../cells/complaint-vector.ts';
import { relativeError, type TimedName, timed } from '../cells/duration-sketch.ts';
import type { SparseSum } from '../cells/sparse-sum.ts';
import type { Spending } from '../cells/spent.ts';
import { cellsWherePossible, manyInRange, type Parts, singlesOnly } from './complaint-parts.queries.ts';
import { type ComplaintRow, complaintFiguresOf, type Times } from './complaint-row.ts';

export const complaintDimensions = [
  'touchpoint',
  'stage',
  'journey',
  'channel',
  'category',
  'severity',
  'team',
  'tier',
  'segment',
  'campaign',
  'status',
] as const;

const own = new Set<string>(['touchpoint', 'channel', 'category', 'severity', 'team', 'tier', 'campaign', 'status']);

/** Of so many complaints in the range each one is read, and percentiles are times that happened. */
export const mostRead = 10_000;

/** The key of a row: period, first and second group; rows come in its order. */
export type FiguresKey = readonly [number, ...string[]];

export type FiguresRow = ComplaintRow & {
  readonly group: Readonly<Record<string, string | null>>;
  readonly period?: string;
};

interface Found extends Readonly<Record<TimedName, [number, number] | null>> {
  readonly period: Date | null;
  readonly first: string;
  readonly second: string;
  readonly sums: number[] | null;
  readonly buckets: Uint8Array | null;
  readonly spendings: Spending[] | null;
  readonly vectors: Uint8Array | null;
  /** To be taken away. */
  readonly taken: Uint8Array | null;
}

/** Rows after the key `after`, in order, at most `limit`; `from`, `to` and `period` go by the time of opening. */
export async function readComplaintFigures(
  database: DataSource | Tx,
  question: Question,
  page: { after: FiguresKey | undefined; limit: number },
  most = mostRead,
): Promise<{ row: FiguresRow; key: FiguresKey }[]> {
  const exact = !(await isMany(database, question, most));
  const { values, bind } = parameters();
  const parts = (exact ? singlesOnly : cellsWherePossible)(question, bind);
  const places = placesOf(question, own, bind);
  const after = page.after
    ? `WHERE (coalesce(extract(epoch FROM period), 0), first, second) > (${page.after.map(bind).join(', ')})`
    : '';
  const sql = `
    WITH sums AS (${sumsOf(parts, question, places, exact)}), rows AS (
      SELECT period, first, second, string_agg(vectors, ''::bytea) AS vectors, string_agg(taken, ''::bytea) AS taken, max(sums) AS sums,
        string_agg(buckets, ''::bytea) AS buckets,
        (array_agg(spendings) FILTER (WHERE spendings IS NOT NULL))[1] AS spendings,
        ${timedNames.map((name) => `max("${name}") AS "${name}"`).join(', ')}
      FROM sums GROUP BY 1, 2, 3 HAVING sum(n) > 0
    )
    SELECT * FROM rows ${after} ORDER BY period, first, second LIMIT ${bind(page.limit)}`;
  const rows: Found[] = await (parts.cells ? withoutWorkers(database, sql, values) : database.query(sql, values));
  // Asked for one figure, the answer is one row, also without data.
  if (rows.length === 0 && !page.after && !question.period && question.groupBy.length === 0) rows.push(nothing);
  const sum = complaintSum();
  return rows.map((found) => ({
    row: {
      group: groupOf(question, found.first, found.second),
      ...(found.period ? { period: found.period.toISOString() } : {}),
      ...figuresOf(found, exact, sum),
    },
    key: [(found.period?.getTime() ?? 0) / 1000, found.first, found.second],
  }));
}

const timedNames = Object.keys(timed) as TimedName[];
const nothing: Found = {
  period: null,
  first: '',
  second: '',
  sums: null,
  buckets: null,
  spendings: null,
  vectors: null,
  taken: null,
  acknowledge: null,
  firstAnswer: null,
  resolve: null,
};

const noWorkers = {
  name: 'figures-without-workers',
  text: `SELECT set_config('max_parallel_workers_per_gather', '0', true)`,
};

/** Where cells answer there is so little to read that starting workers, which the planner would, takes longer. */
const withoutWorkers = (database: DataSource | Tx, sql: string, values: unknown[]): Promise<Found[]> =>
  database.transaction(async (tx) => {
    await runLater(tx, noWorkers);
    return tx.query(sql, values);
  });

async function isMany(database: DataSource | Tx, question: Question, most: number): Promise<boolean> {
  const { values, bind } = parameters();
  const [row]: { many: boolean }[] = await database.query(manyInRange(question, most, bind), values);
  return row?.many === true;
}

/** One row for each group of the cells, and one for each group of the single complaints. */
function sumsOf({ cells, singles }: Parts, question: Question, places: Placed, exact: boolean): string {
  const grouped = (rows: string, columns: string) => `
    SELECT period, first COLLATE "C" AS first, second COLLATE "C" AS second, ${columns}
    FROM (${placed(rows, question, places)}) AS placed GROUP BY 1, 2, 3`;
  const noTimes = timedNames.map((name) => `NULL::float8[] AS "${name}"`).join(', ');
  // percentile_disc is the nearest rank and leaves out what is null.
  const times = timedNames.map(
    (name) => `(percentile_disc(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY ${timed[name]}))::float8[] AS "${name}"`,
  );
  const ofCells =
    cells &&
    grouped(
      cells,
      `sum(sign * n)::bigint AS n, string_agg(vector, ''::bytea) FILTER (WHERE sign = 1) AS vectors,
        string_agg(vector, ''::bytea) FILTER (WHERE sign = -1) AS taken,
        NULL::float8[] AS sums, NULL::bytea AS buckets, NULL::jsonb AS spendings, ${noTimes}`,
    );
  const ofSingles =
    singles &&
    grouped(
      singles,
      `sum(sign)::bigint AS n, NULL::bytea AS vectors, NULL::bytea AS taken, ${vectorColumns(!exact)}, ${exact ? times.join(', ') : noTimes}`,
    );
  return [ofCells, ofSingles].filter((part) => part !== undefined).join(' UNION ALL ');
}

function placed(rows: string, { period }: Question, places: Placed): string {
  const when = period ? `date_trunc('${period}', t.at, 'UTC')` : 'NULL::timestamptz';
  const source = places.repeats ? `(SELECT row_number() OVER () AS id, r.* FROM (${rows}) AS r)` : `(${rows})`;
  return `
    SELECT ${places.repeats ? 'DISTINCT ON (t.id, first, second)' : ''}
      t.*, ${when} AS period, ${places.groups[0]} AS first, ${places.groups[1]} AS second
    FROM ${source} AS t ${places.joins}
    WHERE true ${places.where}`;
}

function figuresOf(
  { sums, buckets, spendings, vectors, taken, ...found }: Found,
  exact: boolean,
  sum: SparseSum,
): ComplaintRow {
  sum.clear();
  if (vectors) sum.addBytes(vectors);
  if (taken) sum.addBytes(taken, -1);
  if (sums && buckets) sum.addEntries(entriesOf({ sums, buckets, spendings }));
  const times: Times = exact ? { ...found, relativeError: 0 } : { ...percentilesIn(sum), relativeError };
  return complaintFiguresOf(countsIn(sum), times, spentIn(sum));
}
