import type { Reader } from '@harken/database';
import type { FiguresQuery } from '../../figures/figures-query.ts';
import { bindParameters, groupColumns, toGroup } from '../../figures/group-columns.queries.ts';
import { inSnapshot } from '../../figures/time-ranges.queries.ts';
import { periodStarts } from '../../figures/time-tiles.ts';
import { currentGeneration } from '../../generations/generations.queries.ts';
import { type BusinessCounts, type BusinessRow, businessOf, noBusiness, type RevenueSum } from './business-row.ts';

export const businessDimensions = [
  'touchpoint',
  'stage',
  'journey',
  'channel',
  'segment',
  'tier',
  'customerStage',
  'team',
  'campaign',
  'product',
  'location',
  'phase',
  'loyalty',
  'complained',
] as const;

const ownDimensions: ReadonlySet<string> = new Set(
  businessDimensions.filter((name) => !['stage', 'journey', 'segment'].includes(name)),
);

export type BusinessRowKey = readonly [number, ...string[]];

interface Row {
  readonly period: number;
  readonly first: string;
  readonly second: string;
  readonly activeCustomers: number;
  readonly buyers: number;
  readonly repeatBuyers: number;
  readonly orders: number;
  readonly retained: number;
  readonly revenue: Readonly<Record<string, RevenueSum>> | null;
}

/** What to read besides dimensions and time. */
export interface BusinessQuery {
  /** Only amounts of these currencies; all without it. */
  readonly currencies: readonly string[] | undefined;
  /** Types of interactions that customers did not do. */
  readonly ignoredTypes: readonly string[];
}

/**
 * Rows after the key `after`, in order, at most `limit`. Customers are counted once a group, those merged into another
 * as that one, so single interactions are read.
 */
export function readBusinessFigures(
  database: Reader,
  query: FiguresQuery,
  { currencies, ignoredTypes }: BusinessQuery,
  page: { after: BusinessRowKey | undefined; limit: number },
): Promise<{ row: BusinessRow; key: BusinessRowKey }[]> {
  return inSnapshot(database, async (tx) => {
    const bounds = query.period ? await boundsOf(tx, query) : query;
    if (!bounds) return [];
    const { values, bind } = bindParameters(ignoredTypes);
    const starts = startsOf(bounds);
    const columns = groupColumns(query, ownDimensions, bind);
    const used = new Set([...query.groupBy, ...Object.keys(query.filters)]);
    const periodOf = starts
      ? `width_bucket(t.at, ${bind(starts.map((start) => start.toISOString()))}::timestamptz[])`
      : '0';
    const until = starts?.at(-1) ?? bounds.until;
    const range = [
      ...(until ? [`i.occurred_at < ${bind(until)}`] : []),
      ...(bounds.since ? [`i.occurred_at >= ${bind(bounds.since)}`] : []),
      ...(currencies ? [`i.currency = ANY (${bind(currencies)}::text[])`] : []),
    ];
    const after = page.after
      ? `AND (f.period, f.first COLLATE "C", f.second COLLATE "C") > (${bind(page.after[0])}::integer, ${bind(page.after[1])}::text, ${bind(page.after[2])}::text)`
      : '';
    // What is read of the period after the last one says only who came back.
    const shown = starts ? `f.period <= ${starts.length - 2}` : 'true';
    const rows: Row[] = await tx.query(
      `WITH RECURSIVE up AS (
         SELECT merged, kept, 1 AS steps FROM customer_merges WHERE generation = ${currentGeneration} AND kept IS NOT NULL
         UNION ALL
         SELECT up.merged, m.kept, steps + 1 FROM up
           JOIN customer_merges m ON m.generation = ${currentGeneration} AND m.merged = up.kept AND m.kept IS NOT NULL
          WHERE steps < 100
       ), kept AS MATERIALIZED (SELECT DISTINCT ON (merged) merged, kept FROM up ORDER BY merged, steps DESC),
       ${customerColumns(used, until, bind)}
       t AS (
         SELECT ${columns.mayRepeat ? 'DISTINCT' : ''} t.id, ${periodOf} AS period, ${columns.expressions[0]} AS first, ${columns.expressions[1]} AS second,
                t.customer, t.minor, t.currency
           FROM (
             SELECT i.interaction_id AS id, i.occurred_at AS at, coalesce(kept.kept, i.customer_id) AS customer, i.minor, i.currency,
                    i.touchpoint, i.channel, i.segments, i.tier, i.stage AS customer_stage, i.team, i.campaign, i.product,
                    i.location, i.phase
                    ${used.has('loyalty') ? `, coalesce(l.loyalty, 'unknown') AS loyalty` : ''}
                    ${used.has('complained') ? `, CASE WHEN c.customer IS NULL THEN 'no' ELSE 'yes' END AS complained` : ''}
               FROM customer_interactions i
               LEFT JOIN kept ON kept.merged = i.customer_id
               ${used.has('loyalty') ? 'LEFT JOIN loyal l ON l.customer = coalesce(kept.kept, i.customer_id)' : ''}
               ${used.has('complained') ? 'LEFT JOIN complaining c ON c.customer = coalesce(kept.kept, i.customer_id)' : ''}
              WHERE i.generation = ${currentGeneration} AND i.type <> ALL ($1::text[]) AND ${range.join(' AND ') || 'true'}
           ) AS t ${columns.joins} WHERE true ${columns.where}
       ), by_customer AS (
         SELECT period, first, second, customer, count(*) FILTER (WHERE minor > 0) AS orders FROM t GROUP BY 1, 2, 3, 4
       ), by_currency AS (
         SELECT period, first, second, jsonb_object_agg(currency, jsonb_build_object('minor', minor, 'orders', orders)) AS revenue
           FROM (SELECT period, first, second, currency, sum(minor) AS minor, count(*) FILTER (WHERE minor > 0) AS orders
                   FROM t WHERE currency IS NOT NULL GROUP BY 1, 2, 3, 4) AS sums GROUP BY 1, 2, 3
       ), f AS (
         SELECT b.period, b.first, b.second, count(*)::integer AS "activeCustomers",
                (count(*) FILTER (WHERE b.orders >= 1))::integer AS buyers,
                (count(*) FILTER (WHERE b.orders >= 2))::integer AS "repeatBuyers", sum(b.orders)::integer AS orders,
                count(n.customer)::integer AS retained
           FROM by_customer b LEFT JOIN by_customer n
             ON n.period = b.period + 1 AND n.first = b.first AND n.second = b.second AND n.customer = b.customer
          GROUP BY 1, 2, 3)
       SELECT f.*, r.revenue FROM f LEFT JOIN by_currency r USING (period, first, second)
        WHERE ${shown} ${after}
        ORDER BY f.period, f.first COLLATE "C", f.second COLLATE "C" LIMIT ${bind(page.limit)}`,
      values,
    );
    if (rows.length === 0 && !page.after && !query.period && query.groupBy.length === 0) {
      return [{ row: { group: {}, ...businessOf(noBusiness) }, key: [0, '', ''] }];
    }
    return rows.map((row) => rowOf(query, starts, row));
  });
}

function rowOf(query: FiguresQuery, starts: readonly Date[] | undefined, row: Row) {
  const { period, first, second, retained, revenue, ...counts } = row;
  const start = starts?.[period - 1];
  const nextEnds = starts?.[period + 1];
  const over = nextEnds !== undefined && nextEnds.getTime() <= Date.now();
  const known: BusinessCounts = { ...counts, revenue: revenue ?? {}, retained: over ? retained : null };
  const shown: BusinessRow = {
    group: toGroup(query, first, second),
    ...(start ? { period: start.toISOString() } : {}),
    ...businessOf(known),
  };
  return { row: shown, key: [period, first, second] as const };
}

/** Starts of the periods, of the one after the last, and its end. */
function startsOf({ since, until, period, zone }: FiguresQuery): Date[] | undefined {
  if (!period || !since || !until) return undefined;
  const starts = periodStarts(since, until, period, zone);
  const last = starts.at(-1);
  if (!last) return undefined;
  const next = zone.next(period, last.getTime());
  return [...starts, new Date(next), new Date(zone.next(period, next))];
}

/** The query with both bounds, no farther than there are interactions; undefined if there are none. */
async function boundsOf(tx: Reader, query: FiguresQuery): Promise<FiguresQuery | undefined> {
  const [extent]: { first: Date | null; last: Date | null }[] = await tx.query(
    `SELECT min(occurred_at) AS first, max(occurred_at) AS last FROM customer_interactions WHERE generation = ${currentGeneration}`,
  );
  if (!extent?.first || !extent.last) return undefined;
  const since = new Date(Math.max(extent.first.getTime(), query.since?.getTime() ?? Number.NEGATIVE_INFINITY));
  const until = new Date(Math.min(extent.last.getTime() + 1, query.until?.getTime() ?? Number.POSITIVE_INFINITY));
  return since < until ? { ...query, since, until } : undefined;
}

/** What is known of a customer by the end of the range, only where it is asked for. */
function customerColumns(used: ReadonlySet<string>, until: Date | undefined, bind: (value: unknown) => string): string {
  const before = (column: string) => (until ? `AND ${column} < ${bind(until)}` : '');
  const loyal = () => `loyal AS MATERIALIZED (
    SELECT DISTINCT ON (1) coalesce(kept.kept, f.customer_id) AS customer,
           CASE WHEN nps >= 9 THEN 'promoter' WHEN nps <= 6 THEN 'detractor' ELSE 'passive' END AS loyalty
      FROM customer_feedback f LEFT JOIN kept ON kept.merged = f.customer_id
     WHERE f.generation = ${currentGeneration} AND nps IS NOT NULL ${before('f.occurred_at')}
     ORDER BY 1, f.occurred_at DESC, f.feedback_id DESC),`;
  const complaining = () => `complaining AS MATERIALIZED (
    SELECT DISTINCT coalesce(kept.kept, c.customer_id) AS customer
      FROM customer_complaints c LEFT JOIN kept ON kept.merged = c.customer_id
     WHERE c.generation = ${currentGeneration} ${before('c.opened_at')}),`;
  return `${used.has('loyalty') ? loyal() : ''} ${used.has('complained') ? complaining() : ''}`;
}
