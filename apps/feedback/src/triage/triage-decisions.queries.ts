import type { TimeCursor } from '@harken/service';
import type { DataSource } from 'typeorm';
import type { DecisionCount } from './triage-decision.ts';
import type { TriageDecisionDto } from './triage-decisions.dto.ts';

/** Decided feedback with its text, the newest decision first. */
export function listDecisions(
  database: DataSource,
  limit: number,
  after?: TimeCursor,
): Promise<Omit<TriageDecisionDto, 'label'>[]> {
  return database.query(
    `SELECT d.feedback_id AS "feedbackId", d.decision, d.decided_at AS "decidedAt", f.text, f.language, f.reasons
       FROM triage_decisions d JOIN feedback f ON f.id = d.feedback_id
      WHERE $2::timestamptz IS NULL OR (d.decided_at, d.feedback_id) < ($2::timestamptz, $3::uuid)
      ORDER BY d.decided_at DESC, d.feedback_id DESC LIMIT $1`,
    [limit, after?.at ?? null, after?.id ?? null],
  );
}

/** How much was decided since an instant, and how much of it opened a complaint, by language. */
export function countDecisions(database: DataSource, from: Date): Promise<DecisionCount[]> {
  return database.query(
    `SELECT split_part(lower(f.language), '-', 1) AS language, count(*)::int AS decided,
            count(*) FILTER (WHERE d.decision = 'opened')::int AS opened
       FROM triage_decisions d JOIN feedback f ON f.id = d.feedback_id
      WHERE d.decided_at >= $1 GROUP BY 1 ORDER BY 1 NULLS LAST`,
    [from],
  );
}
