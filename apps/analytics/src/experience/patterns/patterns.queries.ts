import { type Reader, sql } from '@harken/database';
import { currentGeneration } from '../../generations/generations.queries.ts';
import { keptCustomers } from '../factors/kept-customers.queries.ts';
import type { Relationship } from './relationships.ts';

const inScope = `generation = ${currentGeneration} AND pattern = $1
     AND ($2::timestamptz IS NULL OR occurred_at >= $2) AND ($3::timestamptz IS NULL OR occurred_at < $3)
     AND ($4::text[] IS NULL OR coalesce(touchpoint, '') = ANY ($4))
     AND ($5::text[] IS NULL OR segments && $5 OR (cardinality(segments) = 0 AND '' = ANY ($5)))
     AND ($6::text[] IS NULL OR coalesce(programme, '') = ANY ($6))
     AND ($7::text[] IS NULL OR method = ANY ($7))`;
const shownTime = `to_char(occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Which feedback a report is about. */
export interface Scope {
  readonly pattern: 'present' | 'potential';
  readonly since: Date | undefined;
  readonly until: Date | undefined;
  readonly touchpoints: readonly string[] | undefined;
  readonly segments: readonly string[] | undefined;
  readonly programmes: readonly string[] | undefined;
  readonly methods: readonly string[] | undefined;
}
const parameters = ({ pattern, since, until, touchpoints, segments, programmes, methods }: Scope) => [
  pattern,
  since ?? null,
  until ?? null,
  touchpoints ?? null,
  segments ?? null,
  programmes ?? null,
  methods ?? null,
];

/** The newest customers first, merged ones as one. The answer before the newest may be older than the range. */
const selectRelationships = sql<Relationship>(`
  WITH ${keptCustomers}, newest AS (
    SELECT DISTINCT ON (coalesce(kept, customer_id)) coalesce(kept, customer_id) AS customer, feedback_id, occurred_at, nps, csat
      FROM pattern_feedback LEFT JOIN kept_customers ON merged = customer_id
     WHERE ${inScope} AND customer_id IS NOT NULL AND (nps IS NOT NULL OR csat IS NOT NULL)
     ORDER BY coalesce(kept, customer_id), occurred_at DESC, feedback_id DESC
  )
  SELECT n.customer AS "customerId", n.feedback_id AS "feedbackId",
         to_char(n.occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "occurredAt", n.nps, n.csat,
         b.feedback_id AS "previousFeedbackId", b.nps AS "previousNps"
    FROM newest n LEFT JOIN LATERAL (
      SELECT feedback_id, nps FROM pattern_feedback p
       WHERE p.generation = ${currentGeneration} AND p.pattern = $1 AND p.nps IS NOT NULL
         AND (p.customer_id = n.customer OR p.customer_id IN (SELECT merged FROM kept_customers WHERE kept = n.customer))
         AND (p.occurred_at, p.feedback_id) < (n.occurred_at, n.feedback_id)
       ORDER BY p.occurred_at DESC, p.feedback_id DESC LIMIT 1
    ) b ON true
   ORDER BY n.occurred_at DESC, n.feedback_id LIMIT $8`);

export const readRelationships = (database: Reader, scope: Scope, limit: number): Promise<Relationship[]> =>
  selectRelationships.query(database, [...parameters(scope), limit]);

export interface Study {
  readonly method: string;
  readonly programme: string | null;
  readonly n: number;
  readonly customers: number;
  readonly withText: number;
  readonly first: string;
  readonly last: string;
}

const selectStudies = sql<Study>(`
  SELECT method, programme, count(*)::integer AS n, count(DISTINCT customer_id)::integer AS customers,
         (count(*) FILTER (WHERE has_text))::integer AS "withText",
         to_char(min(occurred_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS first,
         to_char(max(occurred_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS last
    FROM pattern_feedback WHERE ${inScope}
   GROUP BY method, programme ORDER BY method, programme LIMIT $8`);

export const readStudies = (database: Reader, scope: Scope, limit: number): Promise<Study[]> =>
  selectStudies.query(database, [...parameters(scope), limit]);

/** Where a text can be read: `GET /v1/feedback/{evidence}`. Texts themselves are no figures. */
export interface Quote {
  readonly evidence: string;
  readonly method: string;
  readonly touchpoint: string | null;
  readonly at: string;
  readonly themes: readonly string[];
}

const selectQuotes = sql<Quote>(`
  WITH quotes AS (
    SELECT * FROM pattern_feedback
     WHERE ${inScope} AND has_text ORDER BY occurred_at DESC, feedback_id DESC LIMIT $8
  )
  SELECT feedback_id AS evidence, method, touchpoint, ${shownTime} AS at, coalesce(t.themes, '[]') AS themes
    FROM quotes LEFT JOIN theme_assignments t USING (generation, feedback_id)
   ORDER BY occurred_at DESC, feedback_id DESC`);

export const readQuotes = (database: Reader, scope: Scope, limit: number): Promise<Quote[]> =>
  selectQuotes.query(database, [...parameters(scope), limit]);
