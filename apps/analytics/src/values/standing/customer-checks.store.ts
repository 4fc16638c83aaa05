import { millisecondsUntil, sql, sqlOverRows, type Tx } from '@harken/database';
import { currentGeneration } from '../../generations/generations.queries.ts';

/** A customer of whom something changed. `announced`: what follows from it is told to others. */
export interface CustomerMark {
  readonly customerId: string;
  readonly announced: boolean;
}

/** Checked a moment later, so that what belongs together is checked together. */
const markedAhead = `now() + interval '200 milliseconds'`;
const onKnown = `ON CONFLICT (customer_id) DO UPDATE SET due_at = least(known.due_at, excluded.due_at),
    announced = coalesce(known.announced, false) OR excluded.announced
  WHERE known.due_at > excluded.due_at OR known.announced IS NULL OR (excluded.announced AND NOT known.announced)`;

const markCustomers = sqlOverRows<CustomerMark>(
  { customerId: 'uuid', announced: 'boolean' },
  (given) => `
  INSERT INTO customer_checks AS known (customer_id, due_at, announced)
  SELECT customer_id, ${markedAhead}, bool_or(announced) FROM ${given} AS g GROUP BY customer_id ORDER BY customer_id
  ${onKnown}`,
);

const markVisitors = sql(`
  INSERT INTO customer_checks AS known (customer_id, due_at, announced)
  SELECT DISTINCT i.customer_id, ${markedAhead}, true
    FROM customer_interactions i
   WHERE i.generation = ${currentGeneration} AND i.occurred_at >= $2 AND i.touchpoint = $1
   ORDER BY i.customer_id
  ${onKnown}`);

const markAll = sql(`
  INSERT INTO customer_checks AS known (customer_id, due_at, announced)
  SELECT customer_id, now(), $1::boolean FROM customers WHERE generation = ${currentGeneration} ORDER BY customer_id
  ON CONFLICT (customer_id) DO UPDATE SET due_at = excluded.due_at WHERE known.due_at > excluded.due_at`);

const lockDue = sql<CustomerMark>(`
  SELECT customer_id AS "customerId", coalesce(announced, true) AS announced FROM customer_checks WHERE due_at <= now()
   ORDER BY due_at, customer_id LIMIT $1 FOR UPDATE SKIP LOCKED`);

const removeChecks = sql(`DELETE FROM customer_checks WHERE customer_id = ANY ($1::uuid[])`);

const planChecks = sqlOverRows<{ readonly customerId: string; readonly dueAt: string }>(
  { customerId: 'uuid', dueAt: 'timestamptz' },
  (given) => `
  INSERT INTO customer_checks AS known (customer_id, due_at, announced)
  SELECT customer_id, due_at, NULL FROM ${given} AS g ORDER BY customer_id
  ON CONFLICT (customer_id) DO UPDATE SET due_at = least(known.due_at, excluded.due_at)`,
);

export const customerChecksStore = {
  mark: (tx: Tx, marks: readonly CustomerMark[]): Promise<void> => markCustomers.write(tx, marks),

  /** Those who were at the touchpoint from then on. */
  markVisitors: (tx: Tx, touchpoint: string, since: string): Promise<void> =>
    markVisitors.write(tx, [touchpoint, since]),

  /** `silently`: what follows from it is not announced. */
  markAll: (tx: Tx, { silently }: { readonly silently: boolean }): Promise<void> =>
    markAll.write(tx, [silently ? false : null]),

  lockDue: (tx: Tx, limit: number): Promise<CustomerMark[]> => lockDue.query(tx, [limit]),

  remove: (tx: Tx, customerIds: readonly string[]): Promise<void> => removeChecks.write(tx, [customerIds]),

  /** When time alone will change something. */
  plan: (tx: Tx, checks: readonly { readonly customerId: string; readonly dueAt: string }[]): Promise<void> =>
    planChecks.write(tx, checks),

  nextDueInMs: millisecondsUntil('SELECT min(due_at) FROM customer_checks'),
};
