import { sql, type Tx } from '@harken/database';
import { currentGeneration } from '../../generations/generations.queries.ts';
import type { CustomerListRules } from '../rules/customer-list-rules.ts';
import type { Amount, BadEvent, Heard, KnownComplaint, KnownCustomer } from './customer-standing.ts';

/** The customers into which these were merged, themselves otherwise. */
const selectKept = sql<{ asked: string; kept: string }>(`
  WITH RECURSIVE up AS (
    SELECT asked, asked AS kept, 0 AS steps FROM unnest($1::uuid[]) AS asked
    UNION ALL
    SELECT up.asked, m.kept, steps + 1 FROM up
      JOIN customer_merges m ON m.generation = ${currentGeneration} AND m.merged = up.kept AND m.kept IS NOT NULL
     WHERE steps < 100)
  SELECT DISTINCT ON (asked) asked, kept FROM up ORDER BY asked, steps DESC`);

/** The customers, and those that were merged into them: `members(customer, member)`. */
const members = `
  WITH RECURSIVE members AS (
    SELECT customer, customer AS member FROM unnest($1::uuid[]) AS customer
    UNION
    SELECT members.customer, m.merged FROM members
      JOIN customer_merges m ON m.generation = ${currentGeneration} AND m.kept = members.member)`;

const days = (parameter: string) => `make_interval(days => ${parameter}::integer)`;
const interactionsOf = `customer_interactions i ON i.generation = ${currentGeneration} AND i.customer_id = members.member`;

const selectDealings = sql<{
  customer: string;
  currency: string | null;
  lastAt: Date;
  n: number;
  minor: string;
  orders: number;
}>(`
  ${members}
  SELECT customer, currency, max(occurred_at) AS "lastAt", count(*)::integer AS n, coalesce(sum(minor), 0)::text AS minor,
         (count(*) FILTER (WHERE minor > 0))::integer AS orders
    FROM members JOIN ${interactionsOf}
   WHERE occurred_at > now() - ${days('$2')} AND type <> ALL ($3::text[]) AND type <> ALL ($4::text[])
   GROUP BY customer, currency ORDER BY customer, currency`);

const selectInteractions = sql<{ customer: string; ids: string[] }>(`
  ${members}
  SELECT customer, (array_agg(id ORDER BY occurred_at DESC, id))[1:5] AS ids FROM (
    SELECT customer, newest.* FROM members CROSS JOIN LATERAL (
      SELECT interaction_id AS id, occurred_at FROM customer_interactions i
       WHERE i.generation = ${currentGeneration} AND i.customer_id = member
         AND occurred_at > now() - ${days('$2')} AND type <> ALL ($3::text[]) AND type <> ALL ($4::text[])
       ORDER BY occurred_at DESC LIMIT 5) AS newest) AS found
   GROUP BY customer`);

const selectFeedback = sql<Heard & { customer: string }>(`
  ${members}
  SELECT customer, newest.* FROM members CROSS JOIN LATERAL (
    SELECT feedback_id AS "feedbackId", occurred_at AS at, score::float8 AS score FROM customer_feedback f
     WHERE f.generation = ${currentGeneration} AND f.customer_id = member
     ORDER BY occurred_at DESC, feedback_id DESC LIMIT 100) AS newest
  ORDER BY customer, at DESC, "feedbackId" DESC`);

const selectBadEvents = sql<BadEvent & { customer: string }>(`
  ${members}
  SELECT * FROM (
    SELECT customer, 'bad-interaction' AS code, occurred_at AS at, ARRAY[interaction_id] AS evidence
      FROM members JOIN ${interactionsOf}
     WHERE occurred_at > now() - ${days('$2')} AND type = ANY ($3::text[])
    UNION ALL
    SELECT customer, 'breached-standard', occurred_at, ARRAY[interaction_id, alert_id]
      FROM members JOIN ${interactionsOf}
      JOIN touchpoint_breaches b ON b.generation = i.generation AND b.touchpoint = i.touchpoint
       AND i.occurred_at >= b.since AND (b.resolved_at IS NULL OR i.occurred_at < b.resolved_at)
     WHERE occurred_at > now() - ${days('$2')}
  ) AS bad ORDER BY customer, at DESC, evidence`);

const ended = ['resolved', 'closed', 'rejected', 'duplicate', 'withdrawn'];
const breaches = [
  'acknowledge',
  'first_response',
  'resolution',
  'next_response',
  'progress_update',
  'first_resolution',
  'regulatory',
];

const selectComplaints = sql<KnownComplaint & { customer: string }>(`
  ${members}
  SELECT customer, c.complaint_id AS "complaintId", c.opened_at AS "openedAt", c.last_word_at AS "lastWordAt",
         f.status <> ALL ('{${ended.join(',')}}') AS open, f.severity,
         ${breaches.map((clock) => `f.breaches_${clock}`).join(' + ')} > 0 AS breached,
         f.highest_level > 0 OR f.straight_to_management AS escalated, f.status = 'rejected' AS rejected
    FROM members JOIN customer_complaints c ON c.generation = ${currentGeneration} AND c.customer_id = member
    JOIN complaint_facts f ON f.generation = c.generation AND f.complaint_id = c.complaint_id
   ORDER BY customer, c.opened_at DESC, c.complaint_id DESC`);

const selectPresent = sql<{ customer: string }>(`
  ${members}
  SELECT DISTINCT customer FROM members WHERE
    EXISTS (SELECT FROM customer_interactions f WHERE f.generation = ${currentGeneration} AND f.customer_id = member AND NOT history)
    OR EXISTS (SELECT FROM customer_feedback f WHERE f.generation = ${currentGeneration} AND f.customer_id = member AND NOT history)
    OR EXISTS (SELECT FROM customer_complaints f WHERE f.generation = ${currentGeneration} AND f.customer_id = member AND NOT history)`);

/** Into whom each of these customers was merged; itself if it was not. */
export async function keptCustomers(tx: Tx, customerIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await selectKept.query(tx, [customerIds]);
  return new Map(rows.map(({ asked, kept }) => [asked, kept]));
}

/** What is known of these customers, with what was known of those merged into them. */
export async function knownCustomers(
  tx: Tx,
  customerIds: readonly string[],
  rules: CustomerListRules,
): Promise<KnownCustomer[]> {
  if (customerIds.length === 0) return [];
  const { valueDays, ignoredTypes, badTypes, badEventDays } = rules;
  const ofValue = [customerIds, valueDays, ignoredTypes, badTypes];
  const dealings = Map.groupBy(await selectDealings.query(tx, ofValue), ({ customer }) => customer);
  const interactions = new Map(
    (await selectInteractions.query(tx, ofValue)).map(({ customer, ids }) => [customer, ids]),
  );
  const feedback = Map.groupBy(await selectFeedback.query(tx, [customerIds]), ({ customer }) => customer);
  const ofBadEvents = [customerIds, badEventDays, badTypes];
  const badEvents = Map.groupBy(await selectBadEvents.query(tx, ofBadEvents), ({ customer }) => customer);
  const complaints = Map.groupBy(await selectComplaints.query(tx, [customerIds]), ({ customer }) => customer);
  const present = new Set((await selectPresent.query(tx, [customerIds])).map(({ customer }) => customer));
  return customerIds.map((customerId) => {
    const dealt = dealings.get(customerId) ?? [];
    const times = dealt.map(({ lastAt }) => lastAt.getTime());
    return {
      customerId,
      lastAt: times.length === 0 ? null : new Date(Math.max(...times)),
      frequency: dealt.reduce((sum, { n }) => sum + n, 0),
      amounts: dealt.flatMap(({ currency, minor, orders }): Amount[] =>
        currency === null ? [] : [{ currency, minor: Number(minor), orders }],
      ),
      interactions: interactions.get(customerId) ?? [],
      feedback: feedback.get(customerId) ?? [],
      badEvents: badEvents.get(customerId) ?? [],
      complaints: complaints.get(customerId) ?? [],
      present: present.has(customerId),
    };
  });
}
