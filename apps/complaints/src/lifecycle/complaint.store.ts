import { NotFound, Stale } from '@harken/errors';
import { outbox, runPrepared, type Tx } from '@harken/messaging';
import { type EntityManager, In, IsNull } from 'typeorm';
import { ClockTable } from '../clocks/clock.table.ts';
import type { Clock } from '../clocks/clock.ts';
import { groundOf } from '../clocks/terms.queries.ts';
import type { Ground } from '../clocks/terms.ts';
import { EscalationTable } from '../escalation/escalation.table.ts';
import type { Decision } from './change.ts';
import { ComplaintTable } from './complaint.table.ts';
import type { Complaint, ComplaintRow } from './complaint.ts';
import { correctSteps, insertComplaints, saveComplaints } from './complaint-parts.store.ts';
import type { Opening } from './open.ts';

type TracedOpening = Opening & { readonly traceparent?: string | undefined };
type Decide = (complaint: Complaint, ground: Ground) => Decision;

const columnsOf = (alias: string, table: typeof ComplaintTable | typeof ClockTable): string =>
  Object.entries(table.options.columns)
    .map(([property, column]) => `${alias}.${column?.name ?? property} AS "${property}"`)
    .join(', ');

// The sub-select makes the time an index condition: clock_timestamp() alone would be asked for every row. The clocks are
// locked as well, after their complaints: one that another replica has just fired is looked at again, and left out.
const claimDue = `
  SELECT ${columnsOf('c', ComplaintTable)} FROM clocks k JOIN complaints c ON c.id = k.complaint_id
   WHERE k.step_at <= (SELECT clock_timestamp())
   ORDER BY k.step_at, k.complaint_id LIMIT $1 FOR NO KEY UPDATE OF c, k SKIP LOCKED`;

const claimOverdue = `
  SELECT ${columnsOf('c', ComplaintTable)} FROM escalations e JOIN complaints c ON c.id = e.complaint_id
   WHERE e.step_at <= (SELECT clock_timestamp())
   ORDER BY e.step_at, e.complaint_id LIMIT $1 FOR NO KEY UPDATE OF c, e SKIP LOCKED`;

/** Which of the complaints that are not over yet, in the order of their ids. */
export interface OpenOnes {
  readonly after: string | null;
  readonly limit: number;
  readonly team?: string;
  /** Those with a clock that runs in this calendar. */
  readonly calendar?: string;
}

const openOnes = `
  SELECT ${columnsOf('c', ComplaintTable)} FROM complaints c
   WHERE c.ended_at IS NULL AND ($1::uuid IS NULL OR c.id > $1) AND ($2::text IS NULL OR c.team = $2)
     AND ($3::text IS NULL OR EXISTS (
           SELECT FROM clocks k WHERE k.complaint_id = c.id AND k.calendar = $3 AND k.met_at IS NULL))
   ORDER BY c.id LIMIT $4`;

// One look at the index for each, whatever the planner knows of a table that grows.
const dueClocks = {
  name: 'complaints.due-clocks',
  text: `
  WITH moment AS MATERIALIZED (SELECT clock_timestamp() AS now)
  SELECT ${columnsOf('k', ClockTable)} FROM moment, unnest($1::uuid[]) AS locked (id),
         LATERAL (SELECT * FROM clocks WHERE complaint_id = locked.id AND step_at <= moment.now OFFSET 0) k`,
};

/**
 * The row lock of the complaint guards everything that belongs to it: clocks, escalations, answers. Nobody waits for a
 * second complaint while holding one, except in the order of their ids, so no two transactions wait for each other.
 */
export const complaintStore = {
  /** Loads under the row lock, decides, saves, and puts the events into the outbox. */
  async change(tx: Tx, id: string, expectedVersion: number | undefined, decide: Decide): Promise<Complaint> {
    const [row] = await lock(tx, [id]);
    if (!row) throw new NotFound('complaint', id);
    if (expectedVersion !== undefined && expectedVersion !== row.version)
      throw new Stale('complaint.stale', `The complaint has moved on to version ${row.version}.`, {
        version: row.version,
      });
    const ground = await groundOf(tx);
    const [complaint] = await withParts(tx, [row]);
    if (!complaint) throw new NotFound('complaint', id);
    const decision = decide(complaint, ground);
    await save(tx, [decision], ground.now);
    return decision.complaint;
  },

  /**
   * Locks the complaints of the clocks and of management's deadlines that are due longest, at most `limit` of each, and
   * fires what is due of them; complaints that somebody else holds are passed over. Of most only the clocks that are due
   * are read, and no escalations: steps of clocks add to them and look at none. Returns how many were due.
   */
  async fireDue(tx: Tx, limit: number, decide: Decide): Promise<number> {
    const claimed = (await tx.query(claimDue, [limit])) as ComplaintRow[];
    const overdue = new Map(((await tx.query(claimOverdue, [limit])) as ComplaintRow[]).map((row) => [row.id, row]));
    if (claimed.length + overdue.size === 0) return 0;
    const byClock = new Map(claimed.filter(({ id }) => !overdue.has(id)).map((row) => [row.id, row]));
    // Read after the locks were had: what belongs to each is as its last holder left it.
    const due = byClock.size > 0 ? await runPrepared<Clock>(tx, dueClocks, [[...byClock.keys()]]) : [];
    const whole = await withParts(tx, [...overdue.values()]);
    const ground = await groundOf(tx);
    const clocks = Map.groupBy(due, ({ complaintId }) => complaintId);
    const decisions = [
      ...[...byClock.values()].map((row) => ({ ...row, clocks: clocks.get(row.id) ?? [], escalations: [] })),
      ...whole,
    ].map((complaint) => decide(complaint, ground));
    await save(tx, decisions.filter(isChange), ground.now);
    // What is due without anything to do would be claimed for ever, and stand before those that have.
    const idle = decisions.filter((decision) => !isChange(decision));
    await correctSteps(
      tx,
      idle.map(({ complaint }) => complaint),
    );
    return claimed.length + overdue.size;
  },

  /** The open complaints a person has in a team, under their locks, at most `limit`; those that are held are passed over. */
  lockOpenOf: (tx: Tx, team: string, assignee: string, limit: number): Promise<ComplaintRow[]> =>
    tx.find(ComplaintTable, {
      where: { team, assignee, endedAt: IsNull() },
      order: { id: 'ASC' },
      take: limit,
      lock: { mode: 'for_no_key_update', onLocked: 'skip_locked' },
    }),

  hasOpen: (tx: Tx, team: string, assignee: string): Promise<boolean> =>
    tx.existsBy(ComplaintTable, { team, assignee, endedAt: IsNull() }),

  /** Decides on complaints whose locks the caller has, and saves all of it in one statement. */
  async changeLocked(tx: Tx, rows: readonly ComplaintRow[], decide: Decide): Promise<void> {
    const ground = await groundOf(tx);
    const decisions = (await withParts(tx, rows)).map((complaint) => decide(complaint, ground));
    await save(tx, decisions, ground.now);
  },

  /** Decides on a batch of open complaints under their row locks, taken in the order of their ids. */
  async changeOpen(tx: Tx, which: OpenOnes, deciding: (complaints: readonly Complaint[]) => Promise<Decide>) {
    const complaints = await findOpen(tx, which, 'FOR NO KEY UPDATE');
    const decide = await deciding(complaints);
    const ground = await groundOf(tx);
    const decisions = complaints.map((complaint) => decide(complaint, ground)).filter(isChange);
    await save(tx, decisions, ground.now);
    return { looked: complaints.length, changed: decisions.length, last: complaints.at(-1)?.id ?? null };
  },

  /** The same without locks, for a look. */
  findOpen: (db: EntityManager, which: OpenOnes): Promise<Complaint[]> => findOpen(db, which, ''),

  async add(tx: Tx, openings: readonly TracedOpening[], now: Date): Promise<void> {
    if (openings.length === 0) return;
    await insertComplaints(tx, openings, now);
    await outbox.add(
      tx,
      openings.flatMap(({ decision, traceparent }) => decision.events.map((event) => ({ ...event, traceparent }))),
    );
  },

  /** Takes the locks of several, in the order of their ids. */
  lock,
};

const isChange = ({ before, complaint }: Decision): boolean => before?.version !== complaint.version;

export async function databaseTime(tx: Tx): Promise<Date> {
  const [{ now }] = (await tx.query('SELECT clock_timestamp() AS now')) as [{ now: Date }];
  return now;
}

// NO KEY: links and answers that point to the complaint are not held up.
async function lock(tx: Tx, ids: readonly string[]): Promise<ComplaintRow[]> {
  return tx.find(ComplaintTable, { where: { id: In(ids) }, order: { id: 'ASC' }, lock: { mode: 'for_no_key_update' } });
}

async function findOpen(db: EntityManager, { after, limit, team, calendar }: OpenOnes, lock: string) {
  const values = [after, team ?? null, calendar ?? null, limit];
  return withParts(db, (await db.query(`${openOnes} ${lock}`, values)) as ComplaintRow[]);
}

async function withParts(tx: EntityManager, found: readonly ComplaintRow[]): Promise<Complaint[]> {
  if (found.length === 0) return [];
  const complaintId = In(found.map(({ id }) => id));
  const clocks = Map.groupBy(await tx.find(ClockTable, { where: { complaintId } }), (clock) => clock.complaintId);
  const escalations = Map.groupBy(
    await tx.find(EscalationTable, { where: { complaintId } }),
    (escalation) => escalation.complaintId,
  );
  return found.map((row) => ({ ...row, clocks: clocks.get(row.id) ?? [], escalations: escalations.get(row.id) ?? [] }));
}

async function save(tx: Tx, decisions: readonly Decision[], now: Date): Promise<void> {
  if (decisions.length === 0) return;
  await saveComplaints(tx, decisions, now);
  await outbox.add(
    tx,
    decisions.flatMap(({ events }) => events),
  );
}
