import { sql, type Tx } from '@harken/database';
import type { HandlingRating } from '../complaint/decide/decide.ts';

export interface CustomerRating {
  readonly rating: HandlingRating;
  readonly complaintId: string;
  /** The customer's external id; null: unknown. */
  readonly customer: string | null;
  readonly at: string;
}

export const handlingRatingStore = {
  /** False if the complaint is unknown or another customer's, and for a repeat. */
  async add(tx: Tx, { rating, complaintId, customer, at }: CustomerRating): Promise<boolean> {
    const added = await tx.query(
      `INSERT INTO handling_ratings (feedback_id, complaint_id, csat, nps, ces, at)
       SELECT $1, c.id, $4, $5, $6, $7 FROM complaints c WHERE c.id = $2 AND c.customer IS NOT DISTINCT FROM $3
       ON CONFLICT DO NOTHING RETURNING feedback_id`,
      [rating.feedbackId, complaintId, customer, rating.csat, rating.nps, rating.ces, at],
    );
    return added.length > 0;
  },
};

const selectRated = sql<{ feedbackId: string; complaintId: string }>(`
  SELECT feedback_id AS "feedbackId", complaint_id AS "complaintId" FROM handling_ratings
   WHERE feedback_id = ANY($1::uuid[])`);

/** The feedback among these that rates the handling of a complaint: feedback -> complaint. */
export async function ratedComplaints(tx: Tx, feedbackIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (feedbackIds.length === 0) return new Map();
  const rows = await selectRated.query(tx, [feedbackIds]);
  return new Map(rows.map(({ feedbackId, complaintId }) => [feedbackId, complaintId]));
}
