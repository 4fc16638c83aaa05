import { sqlOverRows, type Tx } from '@harken/database';
import { complaintFits, feedbackFits } from '../fits.queries.ts';
import type { CountedComplaint, PoorFeedback } from './counted.ts';

// A newer version alone changes a row: events may come again. Whether it is history is known from the first event only.
const upsertComplaints = sqlOverRows<CountedComplaint>(
  {
    complaintId: 'uuid',
    version: 'int',
    number: 'text',
    openedAt: 'timestamptz',
    history: 'boolean',
    counts: 'boolean',
    feedbackId: 'uuid',
    touchpoint: 'text',
    channel: 'text',
    category: 'text',
    product: 'text',
    location: 'text',
    campaign: 'text',
    severity: 'text',
    customerId: 'uuid',
    externalId: 'text',
    segments: 'text[]',
    tier: 'text',
    stage: 'text',
    language: 'text',
  },
  (given) => `
  INSERT INTO counted_complaints AS known
         (complaint_id, version, number, opened_at, history, counts, feedback_id, touchpoint, channel, category,
          product, location, campaign, severity, customer_id, external_id, segments, tier, stage, language)
  SELECT complaint_id, version, number, opened_at, history, counts, feedback_id, touchpoint, channel, category,
         product, location, campaign, severity, customer_id, external_id, segments, tier, stage, language
    FROM ${given} AS c ORDER BY c.complaint_id
  ON CONFLICT (complaint_id) DO UPDATE SET
    version = excluded.version, counts = excluded.counts, severity = excluded.severity
  WHERE known.version < excluded.version`,
);

const upsertFeedback = sqlOverRows<PoorFeedback>(
  {
    feedbackId: 'uuid',
    version: 'int',
    occurredAt: 'timestamptz',
    history: 'boolean',
    counts: 'boolean',
    retracted: 'boolean',
    touchpoint: 'text',
    category: 'text',
    product: 'text',
    location: 'text',
    campaign: 'text',
    factors: 'text[]',
  },
  (given) => `
  INSERT INTO poor_feedback AS known
         (feedback_id, version, occurred_at, history, counts, retracted, touchpoint, category, product, location,
          campaign, factors)
  SELECT feedback_id, version, occurred_at, history, counts, retracted, touchpoint, category, product, location,
         campaign, factors
    FROM ${given} AS f ORDER BY f.feedback_id
  ON CONFLICT (feedback_id) DO UPDATE SET
    version = excluded.version, occurred_at = excluded.occurred_at, counts = excluded.counts,
    retracted = excluded.retracted, touchpoint = excluded.touchpoint, category = excluded.category,
    product = excluded.product, location = excluded.location, campaign = excluded.campaign, factors = excluded.factors
  WHERE known.version < excluded.version`,
);

export interface LinkChange {
  readonly problem: string;
  readonly id: string;
}

const isOpen = `p.state NOT IN ('closed', 'dismissed')`;

async function changed(tx: Tx, statement: string, values: unknown[]): Promise<LinkChange[]> {
  const [rows]: [LinkChange[], number] = await tx.query(statement, values);
  return rows;
}

export const complaintCounts = {
  async saveComplaints(tx: Tx, complaints: readonly CountedComplaint[]): Promise<void> {
    await upsertComplaints.write(tx, complaints);
  },

  async saveFeedback(tx: Tx, feedback: readonly PoorFeedback[]): Promise<void> {
    await upsertFeedback.write(tx, feedback);
  },

  /** Complaints that came after a problem began and fit are linked to it. */
  linkComplaints: (tx: Tx, complaints: readonly string[], feedback: readonly string[] = []): Promise<LinkChange[]> =>
    changed(
      tx,
      `UPDATE counted_complaints u SET problem_id = found.problem FROM (
         SELECT DISTINCT ON (c.complaint_id) c.complaint_id, p.id AS problem
           FROM counted_complaints c JOIN problems p ON ${isOpen} AND c.opened_at >= p.window_from AND ${complaintFits}
          WHERE (c.complaint_id = ANY ($1) OR c.feedback_id = ANY ($2))
            AND c.problem_id IS NULL AND NOT p.id = ANY (c.kept_out_of)
          ORDER BY c.complaint_id, p.id) found
        WHERE u.complaint_id = found.complaint_id RETURNING u.problem_id AS problem, u.complaint_id AS id`,
      [complaints, feedback],
    ),

  linkFeedback: (tx: Tx, feedback: readonly string[]): Promise<LinkChange[]> =>
    changed(
      tx,
      `UPDATE poor_feedback u SET problem_id = found.problem FROM (
         SELECT DISTINCT ON (f.feedback_id) f.feedback_id, p.id AS problem
           FROM poor_feedback f JOIN problems p ON ${isOpen} AND f.occurred_at >= p.window_from AND ${feedbackFits}
          WHERE f.feedback_id = ANY ($1) AND f.problem_id IS NULL AND NOT p.id = ANY (f.kept_out_of)
          ORDER BY f.feedback_id, p.id) found
        WHERE u.feedback_id = found.feedback_id RETURNING u.problem_id AS problem, u.feedback_id AS id`,
      [feedback],
    ),

  /** What was withdrawn, repeats another one, or was never said, leaves its problem. */
  unlinkLost: (tx: Tx, complaints: readonly string[], feedback: readonly string[] = []): Promise<LinkChange[]> =>
    changed(
      tx,
      `UPDATE counted_complaints u SET problem_id = NULL FROM (
         SELECT c.complaint_id, c.problem_id FROM counted_complaints c
          WHERE (c.complaint_id = ANY ($1) OR c.feedback_id = ANY ($2)) AND c.problem_id IS NOT NULL
            AND (NOT c.counts
                 OR EXISTS (SELECT FROM poor_feedback r WHERE r.feedback_id = c.feedback_id AND r.retracted))) lost
        WHERE u.complaint_id = lost.complaint_id RETURNING lost.problem_id AS problem, u.complaint_id AS id`,
      [complaints, feedback],
    ),

  /** Corrected feedback leaves the problem that it no longer fits. */
  unlinkFeedback: (tx: Tx, feedback: readonly string[]): Promise<LinkChange[]> =>
    changed(
      tx,
      `UPDATE poor_feedback u SET problem_id = NULL FROM (
         SELECT f.feedback_id, f.problem_id FROM poor_feedback f JOIN problems p ON p.id = f.problem_id
          WHERE f.feedback_id = ANY ($1) AND NOT (${feedbackFits})) lost
        WHERE u.feedback_id = lost.feedback_id RETURNING lost.problem_id AS problem, u.feedback_id AS id`,
      [feedback],
    ),
};
