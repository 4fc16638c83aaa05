import { selectList, sql, type Tx } from '@harken/database';
import { NotFound, Stale } from '@harken/errors';
import { outbox } from '@harken/messaging';
import { loadDecisionContext } from '../../policies/response-policy/policy-context.queries.ts';
import type { DecisionContext } from '../../policies/response-policy/policy-context.ts';
import type { Complaint, ComplaintRow } from '../complaint.ts';
import type { Opening } from '../decide/open-complaint.ts';
import type { Decision } from '../history/change.ts';
import type { SlaClock } from '../sla-clock.ts';
import { ComplaintTable, SlaClockTable } from './complaint.table.ts';
import { correctStepTimes, insertComplaints, saveComplaints } from './complaint-writes.store.ts';
import {
  findOpenComplaints,
  loadAggregates,
  lockComplaints,
  type OpenComplaintFilter,
} from './locked-complaints.queries.ts';

type TracedOpening = Opening & { readonly traceparent?: string | undefined };
type ComplaintDecider = (complaint: Complaint, context: DecisionContext) => Decision;

// The sub-select makes the time an index condition: clock_timestamp() alone would be asked for every row. The clocks
// are locked as well, after their complaints: one that another replica has just fired is rechecked and left out.
const claimDueClocks = `
  SELECT ${selectList(ComplaintTable, 'c')} FROM clocks k JOIN complaints c ON c.id = k.complaint_id
   WHERE k.step_at <= (SELECT clock_timestamp())
   ORDER BY k.step_at, k.complaint_id LIMIT $1 FOR NO KEY UPDATE OF c, k SKIP LOCKED`;

const claimOverdueEscalations = `
  SELECT ${selectList(ComplaintTable, 'c')} FROM escalations e JOIN complaints c ON c.id = e.complaint_id
   WHERE e.step_at <= (SELECT clock_timestamp())
   ORDER BY e.step_at, e.complaint_id LIMIT $1 FOR NO KEY UPDATE OF c, e SKIP LOCKED`;

// One index lookup for each, even if the planner's statistics are stale.
const dueClocks = sql<SlaClock>(`
  WITH moment AS MATERIALIZED (SELECT clock_timestamp() AS now)
  SELECT ${selectList(SlaClockTable, 'k')} FROM moment, unnest($1::uuid[]) AS locked (id),
         LATERAL (SELECT * FROM clocks WHERE complaint_id = locked.id AND step_at <= moment.now OFFSET 0) k`);

/**
 * The row lock of the complaint guards all its parts: clocks, escalations, answers. A transaction locks several
 * complaints only in the order of their ids, so there are no deadlocks.
 */
export const complaintStore = {
  /** Loads under the row lock, decides, saves, and puts the events into the outbox; null if nothing was decided. */
  async change<D extends Decision | null>(
    tx: Tx,
    id: string,
    expectedVersion: number | undefined,
    decide: (complaint: Complaint, context: DecisionContext) => D,
  ): Promise<Complaint | (D & null)> {
    const [row] = await lockComplaints(tx, [id]);
    if (!row) throw new NotFound('complaint', id);
    if (expectedVersion !== undefined && expectedVersion !== row.version)
      throw new Stale('complaint.stale', `The complaint has moved on to version ${row.version}.`, {
        version: row.version,
      });
    const context = await loadDecisionContext(tx);
    const [complaint] = await loadAggregates(tx, [row]);
    if (!complaint) throw new NotFound('complaint', id);
    const decision = decide(complaint, context);
    if (!decision) return null as D & null;
    await saveDecisions(tx, [decision], context.now);
    return decision.complaint;
  },

  /**
   * Claims the most overdue clocks and escalations, at most `limit` of each, locks their complaints and fires their due
   * steps; complaints locked by others are skipped. Loads only due clocks. Escalations are not needed: clock steps only
   * append to them. Returns how many were due.
   */
  async fireDue(tx: Tx, limit: number, decide: ComplaintDecider): Promise<number> {
    const claimed = (await tx.query(claimDueClocks, [limit])) as ComplaintRow[];
    const overdue = new Map(
      ((await tx.query(claimOverdueEscalations, [limit])) as ComplaintRow[]).map((row) => [row.id, row]),
    );
    if (claimed.length + overdue.size === 0) return 0;
    const byClock = new Map(claimed.filter(({ id }) => !overdue.has(id)).map((row) => [row.id, row]));
    // Read after locking: the parts are as the last holder left them.
    const due = byClock.size > 0 ? await dueClocks.query(tx, [[...byClock.keys()]]) : [];
    const whole = await loadAggregates(tx, [...overdue.values()]);
    const context = await loadDecisionContext(tx);
    const clocks = Map.groupBy(due, ({ complaintId }) => complaintId);
    const decisions = [
      ...[...byClock.values()].map((row) => ({ ...row, clocks: clocks.get(row.id) ?? [], escalations: [] })),
      ...whole,
    ].map((complaint) => decide(complaint, context));
    await saveDecisions(tx, decisions.filter(hasChanged), context.now);
    // A due row with nothing to do would be claimed for ever, before those that have work.
    const idle = decisions.filter((decision) => !hasChanged(decision));
    await correctStepTimes(
      tx,
      idle.map(({ complaint }) => complaint),
    );
    return claimed.length + overdue.size;
  },

  /** Decides on complaints that the caller has locked, and saves all in one statement. */
  async updateLocked(tx: Tx, rows: readonly ComplaintRow[], decide: ComplaintDecider): Promise<void> {
    const context = await loadDecisionContext(tx);
    const decisions = (await loadAggregates(tx, rows)).map((complaint) => decide(complaint, context));
    await saveDecisions(tx, decisions, context.now);
  },

  /** Locks a batch of open complaints in the order of their ids, and decides on them. */
  async updateOpen(
    tx: Tx,
    which: OpenComplaintFilter,
    deciding: (complaints: readonly Complaint[]) => Promise<ComplaintDecider>,
  ) {
    const complaints = await findOpenComplaints(tx, which, 'FOR NO KEY UPDATE');
    const decide = await deciding(complaints);
    const context = await loadDecisionContext(tx);
    const decisions = complaints.map((complaint) => decide(complaint, context)).filter(hasChanged);
    await saveDecisions(tx, decisions, context.now);
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

const hasChanged = ({ before, complaint }: Decision): boolean => before?.version !== complaint.version;

async function saveDecisions(tx: Tx, decisions: readonly Decision[], now: Date): Promise<void> {
  if (decisions.length === 0) return;
  await saveComplaints(tx, decisions, now);
  await outbox.add(
    tx,
    decisions.flatMap(({ events }) => events),
  );
}
