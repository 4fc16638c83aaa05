import { runPrepared, type Tx } from '@harken/messaging';

const selectRated = {
  name: 'complaints.rated-complaints',
  text: `
  SELECT feedback_id AS "feedbackId", complaint_id AS "complaintId" FROM handling_ratings
   WHERE feedback_id = ANY($1::uuid[])`,
};

/** The feedback among these that rates the handling of a complaint: feedback -> complaint. */
export async function ratedComplaints(tx: Tx, feedbackIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (feedbackIds.length === 0) return new Map();
  const rows = await runPrepared<{ feedbackId: string; complaintId: string }>(tx, selectRated, [feedbackIds]);
  return new Map(rows.map(({ feedbackId, complaintId }) => [feedbackId, complaintId]));
}
