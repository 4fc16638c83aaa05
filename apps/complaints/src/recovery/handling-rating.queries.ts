import type { EntityManager } from 'typeorm';

/** Which of these feedbacks rate the handling of a complaint: feedback -> complaint. */
export async function ratedComplaints(
  db: EntityManager,
  feedbackIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (feedbackIds.length === 0) return new Map();
  const rows: { feedbackId: string; complaintId: string }[] = await db.query(
    `SELECT feedback_id AS "feedbackId", complaint_id AS "complaintId" FROM handling_ratings
      WHERE feedback_id = ANY($1::uuid[])`,
    [feedbackIds],
  );
  return new Map(rows.map(({ feedbackId, complaintId }) => [feedbackId, complaintId]));
}
