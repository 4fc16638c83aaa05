import type { DataSource, EntityManager } from 'typeorm';
import { assertComplaintExists } from '../complaint/storage/complaint.queries.ts';
import type { ThreadEntryDto } from './message.dto.ts';

const entries = `
  SELECT id::text, 'message' AS kind, 'customer' AS visibility, direction, channel, text, attachments, by,
         external_id AS "externalId", after_end AS "afterEnd", cycle, at
    FROM messages WHERE complaint_id = $1
  UNION ALL
  SELECT id::text, 'answer', 'customer', 'out', channel, text, '[]', by, NULL, NULL, cycle, sent_at
    FROM answers WHERE complaint_id = $1
  UNION ALL
  SELECT 'note-' || id, 'note', 'internal', NULL, NULL, reason, '[]', coalesce(person, on_behalf_of, actor), NULL, NULL, NULL, at
    FROM history WHERE complaint_id = $1 AND action = 'note'`;

/** Messages, answers and notes, oldest first. */
export async function readThread(
  db: DataSource | EntityManager,
  complaintId: string,
  after: readonly (string | number | null)[] | undefined,
  limit: number,
): Promise<ThreadEntryDto[]> {
  const [at, id] = after ?? ['-infinity', ''];
  const found = (await db.query(
    `SELECT * FROM (${entries}) thread WHERE (at, id) > ($2::timestamptz, $3::text COLLATE "C")
      ORDER BY at, id COLLATE "C" LIMIT $4`,
    [complaintId, at, id, limit],
  )) as ThreadEntryDto[];
  if (found.length === 0) await assertComplaintExists(db, complaintId);
  return found.map(
    (entry) => Object.fromEntries(Object.entries(entry).filter(([, v]) => v !== null)) as unknown as ThreadEntryDto,
  );
}
