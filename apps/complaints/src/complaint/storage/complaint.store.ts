import { NotFound, Stale } from '@harken/errors';
import { outbox, runPrepared, type Tx } from '@harken/messaging';
import { groundOf } from '../../policies/response-policy/terms.queries.ts';
import type { Ground } from '../../policies/response-policy/terms.ts';
import type { Clock } from '../clock.ts';
import type { Complaint, ComplaintRow } from '../complaint.ts';
import type { Opening } from '../decide/open.ts';
import type { Decision } from '../history/change.ts';
import { ClockTable } from './clock.table.ts';
import { ComplaintTable } from './complaint.table.ts';
import { correctSteps, insertComplaints, saveComplaints } from './complaint-parts.store.ts';
import { columnsOf, findOpen, lockComplaints, type OpenOnes, withParts } from './locked-complaints.queries.ts';

type TracedOpening = Opening & { readonly traceparent?: string | undefined };
type Decide = (complaint: Complaint, ground: Ground) => Decision;

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
    const [row] = await lockComplaints(tx, [id]);
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

  async add(tx: Tx, openings: readonly TracedOpening[], now: Date): Promise<void> {
    if (openings.length === 0) return;
    await insertComplaints(tx, openings, now);
    await outbox.add(
      tx,
      openings.flatMap(({ decision, traceparent }) => decision.events.map((event) => ({ ...event, traceparent }))),
    );
  },
};

const isChange = ({ before, complaint }: Decision): boolean => before?.version !== complaint.version;

async function save(tx: Tx, decisions: readonly Decision[], now: Date): Promise<void> {
  if (decisions.length === 0) return;
  await saveComplaints(tx, decisions, now);
  await outbox.add(
    tx,
    decisions.flatMap(({ events }) => events),
  );
}
