import { sql, type Tx } from '@harken/database';

const selectRated = sql<{ feedbackId: string; complaintId: string }>(`
  SELECT feedback_id AS "feedbackId", complaint_id AS "complaintId" FROM handling_ratings
   WHERE feedback_id = ANY($1::uuid[])`);

/** The feedback among these that rates the handling of a complaint: feedback -> complaint. */
export async function ratedComplaints(tx: Tx, feedbackIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (feedbackIds.length === 0) return new Map();
  const rows = await selectRated.query(tx, [feedbackIds]);
  return new Map(rows.map(({ feedbackId, complaintId }) => [feedbackId, complaintId]));
}
