import type { Tx } from '@harken/messaging';
import type { DataSource } from 'typeorm';
import { groupOf, parameters, placesOf } from '../questions/places.queries.ts';
import type { Question } from '../questions/question.ts';
import { currentGeneration } from '../rebuild/generations.queries.ts';
import { type ComplaintCounts, type ComplaintRow, complaintFiguresOf, type Percentiles } from './complaint-row.ts';

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

/** The key of a row: period, first and second group; rows come in its order. */
export type FiguresKey = readonly [number, ...string[]];

export type FiguresRow = ComplaintRow & {
  readonly group: Readonly<Record<string, string | null>>;
  readonly period?: string;
};

const levels = [1, 2, 3, 4, 5, 6, 7, 8, 9];
const done = `('resolved', 'closed', 'rejected', 'duplicate', 'withdrawn')`;
// As they are named outside.
const breachColumns = {
  acknowledge: 'breaches_acknowledge',
  firstResponse: 'breaches_first_response',
  nextResponse: 'breaches_next_response',
  progressUpdate: 'breaches_progress_update',
  firstResolution: 'breaches_first_resolution',
  resolution: 'breaches_resolution',
  regulatory: 'breaches_regulatory',
} as const;
const breaches = Object.values(breachColumns).join(' + ');
const breachSums = Object.entries(breachColumns).map(([name, column]) => `'${name}', coalesce(sum(${column}), 0)`);
// percentile_disc is the nearest rank and leaves out what is null.
const percentiles = (column: string) =>
  `(percentile_disc(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY ${column}))::double precision[]`;

const counts = `jsonb_build_object(
  'opened', count(*),
  'open', count(*) FILTER (WHERE status NOT IN ${done}),
  'acknowledged', count(acknowledge_ms),
  'answered', count(*) FILTER (WHERE answered),
  'everAnswered', count(first_answer_ms),
  'resolved', count(*) FILTER (WHERE resolved),
  'closed', count(*) FILTER (WHERE status = 'closed'),
  'rejected', count(*) FILTER (WHERE status = 'rejected'),
  'withdrawn', count(*) FILTER (WHERE status = 'withdrawn'),
  'duplicates', count(*) FILTER (WHERE status = 'duplicate'),
  'acknowledgeMs', ${percentiles('acknowledge_ms')},
  'firstAnswerMs', ${percentiles('first_answer_ms')},
  'resolveMs', ${percentiles('resolve_ms')},
  'breaches', jsonb_build_object(${breachSums.join(', ')}),
  'breached', count(*) FILTER (WHERE ${breaches} > 0),
  'escalatedComplaints', ARRAY[${levels.map((l) => `count(*) FILTER (WHERE highest_level >= ${l} AND escalations[${l}] > 0)`).join(', ')}],
  'escalations', ARRAY[${levels.map((l) => `coalesce(sum(escalations[${l}]) FILTER (WHERE highest_level >= ${l}), 0)`).join(', ')}],
  'straightToManagement', count(*) FILTER (WHERE straight_to_management),
  'reopens', coalesce(sum(reopens), 0),
  'reopened', count(*) FILTER (WHERE reopens > 0),
  'compensated', count(*) FILTER (WHERE compensations > 0),
  'handlingRated', coalesce(sum(handling_rated), 0),
  'handlingSatisfied', coalesce(sum(handling_satisfied), 0))`;

// Only the few complaints that cost something are looked at a second time.
const spent = `
  SELECT period, first, second, jsonb_object_agg(currency, jsonb_build_object('minor', minor, 'count', n)) AS spent
    FROM (SELECT period, first COLLATE "C" AS first, second COLLATE "C" AS second, s.key AS currency,
                 sum((s.value->>'minor')::bigint) AS minor, sum((s.value->>'count')::integer) AS n
            FROM places, jsonb_each(places.spent) s WHERE places.spent IS NOT NULL GROUP BY 1, 2, 3, 4) costs
   GROUP BY 1, 2, 3`;

type Counted = Omit<ComplaintCounts, 'acknowledgeSeconds' | 'firstAnswerSeconds' | 'resolveSeconds' | 'spent'> &
  Record<'acknowledgeMs' | 'firstAnswerMs' | 'resolveMs', Percentiles>;

/** Rows after the key `after`, in order, at most `limit`; `from`, `to` and `period` go by the time of opening. */
export async function readComplaintFigures(
  database: DataSource | Tx,
  question: Question,
  page: { after: FiguresKey | undefined; limit: number },
): Promise<{ row: FiguresRow; key: FiguresKey }[]> {
  const { values, bind } = parameters();
  const places = placesOf(question, own, bind);
  const period = question.period ? `date_trunc('${question.period}', t.opened_at, 'UTC')` : 'NULL::timestamptz';
  const after = page.after
    ? `WHERE (coalesce(extract(epoch FROM rows.period), 0), rows.first, rows.second) > (${page.after.map(bind).join(', ')})`
    : '';
  // Asked for one figure, the answer is one row, also without data.
  const grouped = question.period || question.groupBy.length > 0;
  const sql = `
    WITH places AS NOT MATERIALIZED (
      SELECT ${places.repeats ? 'DISTINCT ON (t.complaint_id, first, second)' : ''}
        t.*, ${period} AS period, ${places.groups[0]} AS first, ${places.groups[1]} AS second
      FROM complaint_facts t ${places.joins}
      WHERE t.generation = ${currentGeneration}
        ${question.since ? `AND t.opened_at >= ${bind(question.since)}` : ''}
        ${question.until ? `AND t.opened_at < ${bind(question.until)}` : ''}
        ${places.where}
    ), rows AS (
      ${
        grouped
          ? `SELECT period, first COLLATE "C" AS first, second COLLATE "C" AS second, ${counts} AS counts
             FROM places GROUP BY 1, 2, 3`
          : `SELECT NULL::timestamptz AS period, ''::text AS first, ''::text AS second, ${counts} AS counts FROM places`
      }
    ), spends AS (${spent})
    SELECT rows.*, spends.spent FROM rows LEFT JOIN spends
        ON spends.period IS NOT DISTINCT FROM rows.period AND (spends.first, spends.second) = (rows.first, rows.second)
     ${after} ORDER BY rows.period, rows.first, rows.second LIMIT ${bind(page.limit)}`;
  const rows: {
    period: Date | null;
    first: string;
    second: string;
    counts: Counted;
    spent: ComplaintCounts['spent'];
  }[] = await database.query(sql, values);
  return rows.map((row) => ({
    row: {
      group: groupOf(question, row.first, row.second),
      ...(row.period ? { period: row.period.toISOString() } : {}),
      ...complaintFiguresOf(countsOf(row.counts, row.spent)),
    },
    key: [(row.period?.getTime() ?? 0) / 1000, row.first, row.second],
  }));
}

function countsOf(
  { acknowledgeMs, firstAnswerMs, resolveMs, ...counted }: Counted,
  spent: ComplaintCounts['spent'],
): ComplaintCounts {
  return {
    ...counted,
    spent,
    acknowledgeSeconds: seconds(acknowledgeMs),
    firstAnswerSeconds: seconds(firstAnswerMs),
    resolveSeconds: seconds(resolveMs),
  };
}

function seconds(percentiles: Percentiles): Percentiles {
  return percentiles && [percentiles[0] / 1000, percentiles[1] / 1000];
}
