import { selectList, type Tx } from '@harken/database';
import { type EntityManager, In, IsNull } from 'typeorm';
import type { Complaint, ComplaintRow } from '../complaint.ts';
import { ComplaintTable, EscalationTable, SlaClockTable } from './complaint.table.ts';

/** Selects open complaints, in the order of their ids. */
export interface OpenComplaintFilter {
  readonly after: string | null;
  readonly limit: number;
  readonly team?: string;
  /** Only those with a running clock in this calendar. */
  readonly calendar?: string;
}

const selectOpen = `
  SELECT ${selectList(ComplaintTable, 'c')} FROM complaints c
   WHERE c.ended_at IS NULL AND ($1::uuid IS NULL OR c.id > $1) AND ($2::text IS NULL OR c.team = $2)
     AND ($3::text IS NULL OR EXISTS (
           SELECT FROM clocks k WHERE k.complaint_id = c.id AND k.calendar = $3 AND k.met_at IS NULL))
   ORDER BY c.id LIMIT $4`;

/** Locks the open complaints of a person in a team, at most `limit`; complaints locked by others are skipped. */
export const lockOpenOfAssignee = (tx: Tx, team: string, assignee: string, limit: number): Promise<ComplaintRow[]> =>
  tx.find(ComplaintTable, {
    where: { team, assignee, endedAt: IsNull() },
    order: { id: 'ASC' },
    take: limit,
    lock: { mode: 'for_no_key_update', onLocked: 'skip_locked' },
  });

export const hasOpenOfAssignee = (tx: Tx, team: string, assignee: string): Promise<boolean> =>
  tx.existsBy(ComplaintTable, { team, assignee, endedAt: IsNull() });

// NO KEY: links and answers that refer to the complaint are not blocked.
export async function lockComplaints(tx: Tx, ids: readonly string[]): Promise<ComplaintRow[]> {
  return tx.find(ComplaintTable, { where: { id: In(ids) }, order: { id: 'ASC' }, lock: { mode: 'for_no_key_update' } });
}

export async function findOpenComplaints(
  db: EntityManager,
  { after, limit, team, calendar }: OpenComplaintFilter,
  lock: '' | 'FOR NO KEY UPDATE' = '',
) {
  const values = [after, team ?? null, calendar ?? null, limit];
  return loadAggregates(db, (await db.query(`${selectOpen} ${lock}`, values)) as ComplaintRow[]);
}

export async function loadAggregates(tx: EntityManager, found: readonly ComplaintRow[]): Promise<Complaint[]> {
  if (found.length === 0) return [];
  const complaintId = In(found.map(({ id }) => id));
  const clocks = Map.groupBy(await tx.find(SlaClockTable, { where: { complaintId } }), (clock) => clock.complaintId);
  const escalations = Map.groupBy(
    await tx.find(EscalationTable, { where: { complaintId } }),
    (escalation) => escalation.complaintId,
  );
  return found.map((row) => ({ ...row, clocks: clocks.get(row.id) ?? [], escalations: escalations.get(row.id) ?? [] }));
}

export const follows = 'follows';
export const followedBy = 'followed_by';

/** The open complaint that follows this one, which could not be reopened any more. */
export async function openFollowerOf(tx: Tx, id: string): Promise<string | undefined> {
  const [follower] = (await tx.query(
    `SELECT c.id FROM links l JOIN complaints c ON c.id = l."to"
      WHERE l.complaint_id = $1 AND l.kind = $2 AND c.ended_at IS NULL ORDER BY c.id LIMIT 1`,
    [id, followedBy],
  )) as { id: string }[];
  return follower?.id;
}
