import type { DataSource, EntityManager } from 'typeorm';
import { assertComplaintExists } from '../complaint/storage/complaint.queries.ts';
import type { ThreadEntryDto } from './message.dto.ts';

// With what was written on its duplicates: who answers it answers them.
const ofIt = 'complaint_id = ANY ($1::uuid || ARRAY(SELECT id FROM complaints WHERE duplicate_of = $1::uuid))';
const entries = `
  SELECT id::text, 'message' AS kind, 'customer' AS visibility, direction, channel, text, attachments, by,
         external_id AS "externalId", after_end AS "afterEnd", cycle, at, NULL::timestamptz AS "sentAt",
         complaint_id
    FROM messages WHERE ${ofIt}
  UNION ALL
  SELECT id::text, 'answer', 'customer', 'out', channel, text, '[]', by, NULL, NULL, cycle, at, sent_at, complaint_id
    FROM answers WHERE ${ofIt}
  UNION ALL
  SELECT 'note-' || id, 'note', 'internal', NULL, NULL, reason, '[]', coalesce(person, on_behalf_of, actor), NULL, NULL,
         NULL, at, NULL, complaint_id
    FROM history WHERE action = 'note' AND ${ofIt}`;

/** Messages, answers and notes of the complaint and its duplicates, oldest first. */
export async function readThread(
  db: DataSource | EntityManager,
  complaintId: string,
  after: readonly (string | number | null)[] | undefined,
  limit: number,
): Promise<ThreadEntryDto[]> {
  const [at, id] = after ?? ['-infinity', ''];
  const found = (await db.query(
    `SELECT thread.*, nullif(complaint_id, $1) AS duplicate FROM (${entries}) thread WHERE (at, id) > ($2::timestamptz, $3::text COLLATE "C")
      ORDER BY at, id COLLATE "C" LIMIT $4`,
    [complaintId, at, id, limit],
  )) as ThreadEntryDto[];
  if (found.length === 0) await assertComplaintExists(db, complaintId);
  const shown = ([name, value]: [string, unknown]) => value !== null && name !== 'complaint_id';
  return found.map((entry) => Object.fromEntries(Object.entries(entry).filter(shown)) as unknown as ThreadEntryDto);
}
