import { sqlOverRows, type Tx } from '@harken/database';

export interface SuspectedComplaint<C extends object = object> {
  readonly feedbackId: string;
  readonly receivedAt: string;
  readonly customer: string | null;
  readonly reasons: readonly string[];
  /** The fields that opening the complaint needs. */
  readonly complaint: C;
}

export interface TriageDecision {
  readonly feedbackId: string;
  readonly decision: 'opened' | 'dismissed';
  readonly by: string;
  readonly reason: string | null;
  readonly complaintId: string | null;
}

const insertSuspected = sqlOverRows<SuspectedComplaint>(
  { feedbackId: 'uuid', receivedAt: 'timestamptz', customer: 'text', reasons: 'text[]', complaint: 'jsonb' },
  (given) => `
  INSERT INTO triage (feedback_id, received_at, customer, reasons, complaint)
  SELECT feedback_id, received_at, customer, reasons, complaint FROM ${given} AS g
  ON CONFLICT DO NOTHING`,
);

export const triageStore = {
  /** A repeat changes nothing. */
  async add(tx: Tx, suspected: readonly SuspectedComplaint[]): Promise<void> {
    await insertSuspected.write(tx, suspected);
  },

  /** What waits, with the correction among its reasons; false if it never waited here. */
  async correct(tx: Tx, feedbackId: string, correction: string, reasons?: readonly string[]): Promise<boolean> {
    const found: unknown[] = await tx.query(
      `WITH known AS (SELECT FROM triage WHERE feedback_id = $1),
            told AS (UPDATE triage SET reasons = coalesce($3::text[], reasons) || ('feedback:' || $2)
                      WHERE feedback_id = $1 AND decision IS NULL)
       SELECT FROM known`,
      [feedbackId, correction, reasons ?? null],
    );
    return found.length > 0;
  },

  async lock<C>(tx: Tx, feedbackId: string): Promise<{ complaint: C; decision: string | null } | undefined> {
    const [row] = (await tx.query('SELECT complaint, decision FROM triage WHERE feedback_id = $1 FOR UPDATE', [
      feedbackId,
    ])) as { complaint: C; decision: string | null }[];
    return row;
  },

  async decide(tx: Tx, { feedbackId, decision, by, reason, complaintId }: TriageDecision): Promise<void> {
    await tx.query(
      `UPDATE triage SET decision = $2, decided_at = clock_timestamp(), decided_by = $3, reason = $4, complaint_id = $5
       WHERE feedback_id = $1`,
      [feedbackId, decision, by, reason, complaintId],
    );
  },
};
