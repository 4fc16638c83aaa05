import { sql, type Tx } from '@harken/database';
import { NotFound } from '@harken/errors';
import { currentGeneration } from '../../generations/generations.queries.ts';
import { keptCustomers } from '../standing/known-customers.queries.ts';
import { entriesOf } from './customer-lists.queries.ts';
import type { CustomerSummaryDto } from './customer-summary.dto.ts';

const selectByExternalId = sql<{ id: string }>(`
  SELECT customer_id AS id FROM customers WHERE generation = ${currentGeneration} AND external_id = $1
   ORDER BY updated_at DESC, customer_id LIMIT 1`);

const members = `
  WITH RECURSIVE members AS (
    SELECT $1::uuid AS member
    UNION
    SELECT m.merged FROM members JOIN customer_merges m ON m.generation = ${currentGeneration} AND m.kept = members.member)`;

const ended = `('resolved', 'closed', 'rejected', 'duplicate', 'withdrawn')`;

type Summed = Omit<CustomerSummaryDto, 'lists'>;
// In one statement: a summary is read while somebody is on the phone.
const selectSummary = sql<Summed>(`
  ${members},
  done AS (
    SELECT currency, count(*) AS n, max(occurred_at) AS last_at, sum(minor) AS minor, count(*) FILTER (WHERE minor > 0) AS orders
      FROM members JOIN customer_interactions i ON i.generation = ${currentGeneration} AND i.customer_id = member
     GROUP BY currency),
  said AS (
    SELECT f.* FROM members JOIN customer_feedback f ON f.generation = ${currentGeneration} AND f.customer_id = member),
  complained AS (
    SELECT c.complaint_id, f.opened_at, f.status, f.severity, f.category, f.touchpoint
      FROM members JOIN customer_complaints c ON c.generation = ${currentGeneration} AND c.customer_id = member
      JOIN complaint_facts f ON f.generation = c.generation AND f.complaint_id = c.complaint_id)
  SELECT json_build_object('id', c.customer_id, 'externalId', c.external_id, 'segments', c.segments, 'tier', c.tier, 'stage', c.stage) AS customer,
    (SELECT coalesce(json_agg(member ORDER BY member), '[]') FROM members WHERE member <> c.customer_id) AS merged,
    s.value, s.experience,
    EXISTS (SELECT FROM customer_checks k JOIN members ON k.customer_id = member WHERE k.announced IS NOT NULL OR k.due_at <= now()) AS checking,
    (SELECT json_build_object('count', coalesce(sum(n), 0), 'lastAt', max(last_at), 'amounts', coalesce(
       json_agg(json_build_object('currency', currency, 'minor', minor, 'orders', orders) ORDER BY currency)
         FILTER (WHERE currency IS NOT NULL), '[]')) FROM done) AS interactions,
    json_build_object('count', (SELECT count(*) FROM said), 'newest', (
      SELECT coalesce(json_agg(n), '[]') FROM (
        SELECT feedback_id AS id, occurred_at AS "occurredAt", touchpoint, score::float8 AS score, nps
          FROM said ORDER BY occurred_at DESC, feedback_id DESC LIMIT 5) n)) AS feedback,
    json_build_object('count', (SELECT count(*) FROM complained),
      'open', (SELECT count(*) FROM complained WHERE status NOT IN ${ended}), 'newest', (
      SELECT coalesce(json_agg(n), '[]') FROM (
        SELECT complaint_id AS id, opened_at AS "openedAt", status, severity, category, touchpoint
          FROM complained ORDER BY opened_at DESC, complaint_id DESC LIMIT 5) n)) AS complaints
    FROM customers c LEFT JOIN customer_standings s USING (customer_id)
   WHERE c.generation = ${currentGeneration} AND c.customer_id = $1`);

const ourId = /^id:([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/** Everything of one customer in one call; after a merge, that of the customer who was kept. */
export async function customerSummary(tx: Tx, externalId: string): Promise<CustomerSummaryDto> {
  const given = ourId.exec(externalId)?.[1]?.toLowerCase();
  const asked = given ?? (await selectByExternalId.query(tx, [externalId]))[0]?.id;
  if (asked === undefined) throw new NotFound('customer', externalId);
  const customerId = (await keptCustomers(tx, [asked])).get(asked) ?? asked;
  const [summary] = await selectSummary.query(tx, [customerId]);
  if (!summary) throw new NotFound('customer', externalId);
  const entries = await entriesOf(tx, customerId);
  const lists = entries.map(({ list, id: entry, since, reasons }) => ({
    list,
    entry,
    since,
    reasons: reasons.map(({ code, evidence }) => ({ code, evidence: [...evidence] })),
  }));
  return { ...withTimes(summary), lists };
}

// JSON of the database writes times in its own way.
function withTimes({ interactions, feedback, complaints, ...rest }: Summed): Summed {
  return {
    ...rest,
    interactions: { ...interactions, lastAt: interactions.lastAt && new Date(interactions.lastAt) },
    feedback: {
      ...feedback,
      newest: feedback.newest.map((one) => ({ ...one, occurredAt: new Date(one.occurredAt) })),
    },
    complaints: {
      ...complaints,
      newest: complaints.newest.map((one) => ({ ...one, openedAt: new Date(one.openedAt) })),
    },
  };
}
