import { selectList, sql, type Tx } from '@harken/database';
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

/**
 * Locks open complaints of the team that nobody has, those with the next deadline first; complaints locked by others are
 * skipped.
 */
export const lockOpenUnassigned = (tx: Tx, team: string, limit: number): Promise<ComplaintRow[]> =>
  tx.query(
    `SELECT ${selectList(ComplaintTable, 'c')} FROM complaints c
      WHERE c.team = $1 AND c.assignee IS NULL AND c.ended_at IS NULL
      ORDER BY (SELECT min(k.due_at) FROM clocks k WHERE k.complaint_id = c.id AND k.met_at IS NULL), c.opened_at, c.id
      LIMIT $2 FOR NO KEY UPDATE OF c SKIP LOCKED`,
    [team, limit],
  );

export const hasOpenUnassigned = (tx: Tx, team: string): Promise<boolean> =>
  tx.existsBy(ComplaintTable, { team, assignee: IsNull(), endedAt: IsNull() });

// NO KEY: links and answers that refer to the complaint are not blocked.
export async function lockComplaints(tx: Tx, ids: readonly string[]): Promise<ComplaintRow[]> {
  return tx.find(ComplaintTable, { where: { id: In(ids) }, order: { id: 'ASC' }, lock: { mode: 'for_no_key_update' } });
}

// ARRAY, because IN beside OR would read the whole table.
const lockWithRelated = sql<ComplaintRow>(`
  SELECT ${selectList(ComplaintTable, 'c')} FROM complaints c
   WHERE c.id = ANY ($1::uuid[] || ARRAY(SELECT d.duplicate_of FROM complaints d
                                          WHERE d.id = ANY ($1::uuid[]) AND d.duplicate_of IS NOT NULL))
      OR c.duplicate_of = ANY ($2::uuid[])
   ORDER BY c.id FOR NO KEY UPDATE OF c`);

/**
 * Locks complaints with their originals, and those of `duplicatesOf` with their duplicates, all in the order of their
 * ids; again if others came to them while it waited.
 */
export async function lockRelated(
  tx: Tx,
  ids: readonly string[],
  duplicatesOf: readonly string[] = [],
): Promise<ComplaintRow[]> {
  for (let locked: ReadonlySet<string> = new Set(); ; ) {
    const rows = await lockWithRelated.query(tx, [ids, duplicatesOf]);
    if (rows.every(({ id }) => locked.has(id))) return rows;
    locked = new Set(rows.map(({ id }) => id));
  }
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

/** The latest answer of this cycle, which has an outcome; null if there is none. */
export async function answerOf(tx: Tx, { id, cycle }: Pick<ComplaintRow, 'id' | 'cycle'>): Promise<string | null> {
  const [found] = (await tx.query(
    `SELECT text FROM answers WHERE complaint_id = $1 AND cycle = $2 AND kind IN ('answer', 'rejection')
      ORDER BY at DESC, id DESC LIMIT 1`,
    [id, cycle],
  )) as { text: string }[];
  return found?.text ?? null;
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
