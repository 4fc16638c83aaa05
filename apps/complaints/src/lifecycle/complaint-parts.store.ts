import { afterCommit, type Tx } from '@harken/messaging';
import type { Clock } from '../clocks/clock.ts';
import { alarmOf } from '../clocks/timer-alarm.ts';
import { type TimerChanges, timerChanges } from '../clocks/timers.ts';
import type { Escalation } from '../escalation/escalation.ts';
import type { Decision } from './change.ts';
import type { Complaint } from './complaint.ts';
import { rows } from './rows.ts';

/** Saves what hangs on complaints: one statement per table, whatever the number of decisions. */
export async function saveParts(tx: Tx, decisions: readonly Decision[], now: Date): Promise<void> {
  await saveClocks(tx, decisions.flatMap(changedClocks));
  await saveTimers(tx, decisions.map(timersOf), now);
  await saveEscalations(tx, decisions.flatMap(changedEscalations));
  await insert(
    tx,
    'answers',
    decisions.flatMap(({ answers }) => answers),
  );
  await insert(
    tx,
    'links',
    decisions.flatMap(({ links }) => links),
    'ON CONFLICT DO NOTHING',
  );
  await saveHistory(tx, decisions);
}

const changedClocks = ({ before, complaint }: Decision): Clock[] =>
  complaint.clocks.filter((clock) => !before?.clocks.includes(clock));

const changedEscalations = ({ before, complaint }: Decision): Escalation[] =>
  complaint.escalations.filter((escalation) => !before?.escalations.includes(escalation));

const timersOf = ({ before, complaint }: Decision): TimerChanges =>
  timerChanges(before?.clocks ?? [], complaint.clocks);

async function insert(tx: Tx, table: 'answers' | 'links', items: readonly object[], otherwise = ''): Promise<void> {
  if (items.length === 0) return;
  await tx.query(`INSERT INTO ${table} SELECT * FROM jsonb_populate_recordset(null::${table}, $1) ${otherwise}`, [
    rows(items),
  ]);
}

async function saveClocks(tx: Tx, clocks: readonly Clock[]): Promise<void> {
  if (clocks.length === 0) return;
  await tx.query(
    `INSERT INTO clocks SELECT * FROM jsonb_populate_recordset(null::clocks, $1)
     ON CONFLICT (complaint_id, cycle, clock) DO UPDATE SET
       target = excluded.target, due_at = excluded.due_at, warn_at = excluded.warn_at,
       effective_from = excluded.effective_from, warned_at = excluded.warned_at, breached_at = excluded.breached_at,
       met_at = excluded.met_at, level = excluded.level, ladder = excluded.ladder,
       ladder_stopped = excluded.ladder_stopped, pauses = excluded.pauses, calendar = excluded.calendar,
       policy_version = excluded.policy_version`,
    [rows(clocks)],
  );
}

async function saveEscalations(tx: Tx, escalations: readonly Escalation[]): Promise<void> {
  if (escalations.length === 0) return;
  await tx.query(
    `INSERT INTO escalations SELECT * FROM jsonb_populate_recordset(null::escalations, $1)
     ON CONFLICT (id) DO UPDATE SET
       acknowledged_at = excluded.acknowledged_at, action = excluded.action,
       handled_by = excluded.handled_by, closed_at = excluded.closed_at`,
    [rows(escalations)],
  );
}

// Sleepers look for themselves at least this often; only what is due before that needs to wake them.
const sleepersLookAfterMs = 1_000;

async function saveTimers(tx: Tx, changes: readonly TimerChanges[], now: Date): Promise<void> {
  const set = changes.flatMap((change) => change.set);
  const cleared = changes.flatMap((change) => change.cleared);
  if (cleared.length > 0)
    await tx.query(
      `DELETE FROM timers t USING jsonb_populate_recordset(null::timers, $1) gone
       WHERE t.complaint_id = gone.complaint_id AND t.cycle = gone.cycle AND t.clock = gone.clock`,
      [rows(cleared)],
    );
  if (set.length === 0) return;
  await tx.query(
    `INSERT INTO timers SELECT * FROM jsonb_populate_recordset(null::timers, $1)
     ON CONFLICT (complaint_id, cycle, clock) DO UPDATE SET
       kind = excluded.kind, level = excluded.level, due_at = excluded.due_at`,
    [rows(set)],
  );
  const ring = alarmOf(tx.dataSource);
  if (ring && set.some(({ dueAt }) => dueAt.getTime() - now.getTime() <= sleepersLookAfterMs)) afterCommit(tx, ring);
}

/** Brings the timers back to what the clocks say. */
export async function resetTimers(tx: Tx, complaints: readonly Complaint[]): Promise<void> {
  if (complaints.length === 0) return;
  await tx.query('DELETE FROM timers WHERE complaint_id = ANY($1::uuid[])', [complaints.map(({ id }) => id)]);
  const timers = complaints.flatMap(({ clocks }) => timerChanges([], clocks).set);
  if (timers.length > 0)
    await tx.query('INSERT INTO timers SELECT * FROM jsonb_populate_recordset(null::timers, $1)', [rows(timers)]);
}

async function saveHistory(tx: Tx, decisions: readonly Decision[]): Promise<void> {
  const entries = decisions.flatMap(({ history }) => history);
  if (entries.length === 0) return;
  // The order of the entries is the order of what happened.
  await tx.query(
    `INSERT INTO history (complaint_id, version, at, actor, by, action, reason, "from", "to")
     SELECT h.complaint_id, h.version, h.at, h.actor, h.by, h.action, h.reason, h."from", h."to"
     FROM jsonb_populate_recordset(null::history, $1) WITH ORDINALITY AS
       h(id, complaint_id, version, at, actor, by, action, reason, "from", "to", nth) ORDER BY nth`,
    [rows(entries)],
  );
}
