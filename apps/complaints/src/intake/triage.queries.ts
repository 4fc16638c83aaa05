import type { DataSource } from 'typeorm';
import type { TriageItemDto } from './open-complaint.dto.ts';

/** Undecided feedback, the oldest first. */
export function listTriage(
  db: DataSource,
  after: readonly (string | number | null)[] | undefined,
  limit: number,
): Promise<TriageItemDto[]> {
  return db.query(
    `SELECT feedback_id AS "feedbackId", received_at AS "receivedAt", customer, reasons,
       complaint->>'touchpoint' AS touchpoint, complaint->>'channel' AS channel, complaint->>'category' AS category,
       complaint->>'language' AS language, complaint->>'text' AS text
     FROM triage WHERE decision IS NULL AND ($1::timestamptz IS NULL OR (received_at, feedback_id) > ($1, $2::uuid))
     ORDER BY received_at, feedback_id LIMIT $3`,
    [after?.[0] ?? null, after?.[1] ?? null, limit],
  );
}
