import { NotFound, Stale } from '@harken/errors';
import { outbox, type Tx } from '@harken/messaging';
import { In, IsNull } from 'typeorm';
import { ClockTable } from '../clocks/clock.table.ts';
import { EscalationTable } from '../escalation/escalation.table.ts';
import type { Decision } from './change.ts';
import { ComplaintTable } from './complaint.table.ts';
import type { Complaint, ComplaintRow } from './complaint.ts';
import { resetTimers, saveParts } from './complaint-parts.store.ts';
import type { Opening } from './open.ts';
import { rows } from './rows.ts';

type TracedOpening = Opening & { readonly traceparent?: string | undefined };
type Decide = (complaint: Complaint, now: Date) => Decision;

/**
 * The row lock of the complaint guards everything that belongs to it: clocks, timers, escalations, answers. Nobody
 * waits for a second complaint while holding one, except in the order of their ids, so no two transactions wait for
 * each other.
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
    const now = await databaseTime(tx);
    const [complaint] = await withParts(tx, [row]);
    if (!complaint) throw new NotFound('complaint', id);
    const decision = decide(complaint, now);
    await save(tx, [decision], now);
    return decision.complaint;
  },

  /**
   * Fires the steps that are due of complaints that the caller has locked. Only running clocks are read, and no
   * escalations: steps add to them and look at none. Returns how many complaints changed.
   */
  async fireLocked(tx: Tx, ids: readonly string[], decide: Decide): Promise<number> {
    const found = await tx.find(ComplaintTable, { where: { id: In(ids) } });
    const running = await tx.find(ClockTable, { where: { complaintId: In(ids), metAt: IsNull() } });
    const clocks = Map.groupBy(running, ({ complaintId }) => complaintId);
    const now = await databaseTime(tx);
    const decisions = found.map((row) => decide({ ...row, clocks: clocks.get(row.id) ?? [], escalations: [] }, now));
    const [changed, idle] = [decisions.filter(isChange), decisions.filter((decision) => !isChange(decision))];
    await save(tx, changed, now);
    // A timer without anything to do would be claimed for ever, and stand before those that have.
    await resetTimers(
      tx,
      idle.map(({ complaint }) => complaint),
    );
    return decisions.length;
  },

  async add(tx: Tx, openings: readonly TracedOpening[], now: Date): Promise<void> {
    if (openings.length === 0) return;
    const complaints = openings.map(({ decision: { complaint }, text }) => {
      const { clocks: _clocks, escalations: _escalations, ...row } = complaint;
      return { ...row, text };
    });
    await tx.query('INSERT INTO complaints SELECT * FROM jsonb_populate_recordset(null::complaints, $1)', [
      rows(complaints),
    ]);
    const decisions = openings.map(({ decision }) => decision);
    await saveParts(tx, decisions, now);
    await outbox.add(
      tx,
      openings.flatMap(({ decision, traceparent }) => decision.events.map((event) => ({ ...event, traceparent }))),
    );
  },

  /**
   * Locks the complaints whose timers are due, the longest due first; those that somebody else holds are passed over.
   * The sub-select makes the time an index condition: clock_timestamp() alone would be asked for every row.
   */
  async claimDue(tx: Tx, limit: number): Promise<string[]> {
    const claimed = (await tx.query(
      `SELECT c.id FROM timers t JOIN complaints c ON c.id = t.complaint_id
       WHERE t.due_at <= (SELECT clock_timestamp())
       ORDER BY t.due_at, t.complaint_id LIMIT $1 FOR NO KEY UPDATE OF c SKIP LOCKED`,
      [limit],
    )) as { id: string }[];
    return [...new Set(claimed.map(({ id }) => id))];
  },

  async nextNumbers(tx: Tx, count: number): Promise<string[]> {
    const found = (await tx.query("SELECT nextval('complaint_numbers') AS number FROM generate_series(1, $1)", [
      count,
    ])) as { number: string }[];
    return found.map(({ number }) => number.padStart(6, '0'));
  },

  /** Which of this feedback has a complaint already. */
  async feedbackWithComplaint(tx: Tx, feedbackIds: readonly string[]): Promise<Set<string>> {
    if (feedbackIds.length === 0) return new Set();
    const found = (await tx.query('SELECT feedback_id AS id FROM complaints WHERE feedback_id = ANY($1::uuid[])', [
      feedbackIds,
    ])) as { id: string }[];
    return new Set(found.map(({ id }) => id));
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

async function withParts(tx: Tx, found: readonly ComplaintRow[]): Promise<Complaint[]> {
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
  await tx.query(
    `UPDATE complaints c SET
       version = n.version, cycle = n.cycle, status = n.status, severity = n.severity, team = n.team,
       assignee = n.assignee, rule = n.rule, rules_version = n.rules_version, duplicate_of = n.duplicate_of,
       acknowledged_at = n.acknowledged_at, answered_at = n.answered_at, ended_at = n.ended_at
     FROM jsonb_to_recordset($1) AS n(
       id uuid, version int, cycle smallint, status text, severity text, team text, assignee text, rule text,
       rules_version int, duplicate_of uuid, acknowledged_at timestamptz, answered_at timestamptz, ended_at timestamptz)
     WHERE c.id = n.id`,
    [rows(decisions.map(({ complaint: { clocks: _clocks, escalations: _escalations, ...row } }) => row))],
  );
  await saveParts(tx, decisions, now);
  await outbox.add(
    tx,
    decisions.flatMap(({ events }) => events),
  );
}
