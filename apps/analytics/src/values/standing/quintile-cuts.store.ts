import { sql, type Tx } from '@harken/database';
import { assumedSpread, type QuintileCuts } from './customer-standing.ts';

export interface KnownCuts {
  readonly cuts: QuintileCuts;
  /** Customers with a value when they were computed, how many are new since, and how long ago that is. */
  readonly customers: number;
  readonly added: number;
  readonly hours: number;
  readonly rulesVersion: number;
}

const select = sql<KnownCuts>(`
  SELECT cuts, customers, added, rules_version AS "rulesVersion", extract(epoch FROM now() - computed_at)::float8 / 3600 AS hours FROM quintile_cuts`);

const bounds = `ARRAY[0.2, 0.4, 0.6, 0.8]::float8[]`;
const text = `to_char(last_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const minFreedom = 30;

// Over one row a customer, so that it takes a moment also where interactions are many.
const compute = sql(`
  WITH every AS (SELECT * FROM customer_standings WHERE last_at IS NOT NULL),
  -- Fewer customers than quintiles have none.
  valued AS (SELECT * FROM every WHERE (SELECT count(*) FROM every) >= 5), by_currency AS (
    SELECT a.currency, percentile_disc(${bounds}) WITHIN GROUP (ORDER BY a.minor) AS amount
      FROM valued, jsonb_to_recordset(amounts) AS a(currency text, minor numeric) GROUP BY a.currency
  ), scores AS (
    SELECT sum(squares) AS squares, sum(scores - 1) AS freedom FROM customer_standings WHERE scores > 1
  ), found AS (
    SELECT count(*)::integer AS customers, jsonb_build_object(
      'recency', coalesce((SELECT to_jsonb(percentile_disc(${bounds}) WITHIN GROUP (ORDER BY ${text})) FROM valued HAVING count(*) > 0), '[]'),
      'frequency', coalesce((SELECT to_jsonb(percentile_disc(${bounds}) WITHIN GROUP (ORDER BY frequency)) FROM valued HAVING count(*) > 0), '[]'),
      'amount', coalesce((SELECT jsonb_object_agg(currency, to_jsonb(amount)) FROM by_currency), '{}'),
      'spread', coalesce((SELECT greatest(sqrt(squares / freedom), 0.5) FROM scores WHERE freedom >= ${minFreedom}), ${assumedSpread}::float8)
    ) AS cuts FROM every
  )
  INSERT INTO quintile_cuts AS known (cuts, customers, added, rules_version, computed_at)
  SELECT cuts, customers, 0, $1, now() FROM found
  ON CONFLICT (one) DO UPDATE SET cuts = excluded.cuts, customers = excluded.customers, added = 0,
    rules_version = excluded.rules_version, computed_at = excluded.computed_at`);

const noteAdded = sql('UPDATE quintile_cuts SET added = added + $1');

const none: QuintileCuts = { recency: [], frequency: [], amount: {}, spread: assumedSpread };

export const quintileCutsStore = {
  async current(tx: Tx): Promise<KnownCuts> {
    const [row] = await select.query(tx);
    return row ?? { cuts: none, customers: 0, added: 0, hours: Number.POSITIVE_INFINITY, rulesVersion: 0 };
  },

  compute: (tx: Tx, rulesVersion: number): Promise<void> => compute.write(tx, [rulesVersion]),

  noteAdded: (tx: Tx, customers: number): Promise<void> => noteAdded.write(tx, [customers]),
};
