import { sql, type Tx } from '@harken/database';
import { searchRow } from '../../text/search-words.ts';
import { insertTexts } from '../../text/text-words.queries.ts';
import type { Complaint } from '../complaint.ts';
import type { Opening } from '../decide/open-complaint.ts';
import { managementStepAt } from '../escalation.ts';
import type { Decision } from '../history/change.ts';
import { nextStep, type SlaClock } from '../sla-clock.ts';
import {
  answerRow,
  clockRow,
  complaintRow,
  complaintSearchRow,
  escalationRow,
  historyRow,
  linkRow,
} from './complaint-rows.ts';
import { timersSignal } from './step.queries.ts';

// Insertion order is the order of events.
const insertHistory = (parameter: string): string => `
  INSERT INTO history (complaint_id, version, at, actor, by, action, reason, "from", "to", before, after)
  SELECT h.complaint_id, h.version, h.at, h.actor, h.by, h.action, h.reason, h."from", h."to", h.before, h.after
    FROM jsonb_populate_recordset(null::history, ${parameter}) WITH ORDINALITY AS
         h(id, complaint_id, version, at, actor, by, action, reason, "from", "to", before, after, nth) ORDER BY nth`;

const insertOpeningsSql = sql(`
  WITH complaint AS (INSERT INTO complaints SELECT * FROM jsonb_populate_recordset(null::complaints, $1)),
       clock AS (INSERT INTO clocks SELECT * FROM jsonb_populate_recordset(null::clocks, $2)),
       escalation AS (INSERT INTO escalations SELECT * FROM jsonb_populate_recordset(null::escalations, $3)),
       said AS (${insertTexts('$5')})
  ${insertHistory('$4')}`);

// All rows exist and are locked. An upsert finds each by its key, even if the planner's statistics are stale.
const saveChanges = sql(`
  WITH complaint AS (
         INSERT INTO complaints SELECT * FROM jsonb_populate_recordset(null::complaints, $1)
         ON CONFLICT (id) DO UPDATE SET
           version = excluded.version, cycle = excluded.cycle, status = excluded.status, severity = excluded.severity,
           team = excluded.team, assignee = excluded.assignee, rule = excluded.rule,
           rules_version = excluded.rules_version, duplicate_of = excluded.duplicate_of,
           acknowledged_at = excluded.acknowledged_at, answered_at = excluded.answered_at,
           ended_at = excluded.ended_at, flags = excluded.flags),
       clock AS (
         INSERT INTO clocks SELECT * FROM jsonb_populate_recordset(null::clocks, $2)
         ON CONFLICT (complaint_id, cycle, clock) DO UPDATE SET
           started_at = excluded.started_at, target = excluded.target, due_at = excluded.due_at, warn_at = excluded.warn_at,
           effective_from = excluded.effective_from, warned_at = excluded.warned_at,
           breached_at = excluded.breached_at, met_at = excluded.met_at,
           cancelled = excluded.cancelled, level = excluded.level,
           ladder = excluded.ladder, ladder_stopped = excluded.ladder_stopped, pauses = excluded.pauses,
           calendar = excluded.calendar, policy_version = excluded.policy_version, step_at = excluded.step_at),
       escalation AS (
         INSERT INTO escalations SELECT * FROM jsonb_populate_recordset(null::escalations, $3)
         ON CONFLICT (id) DO UPDATE SET
           acknowledged_at = excluded.acknowledged_at, action = excluded.action,
           handled_by = excluded.handled_by, closed_at = excluded.closed_at, overdue_at = excluded.overdue_at,
           step_at = excluded.step_at),
       answer AS (INSERT INTO answers SELECT * FROM jsonb_populate_recordset(null::answers, $4)),
       link AS (INSERT INTO links SELECT * FROM jsonb_populate_recordset(null::links, $5) ON CONFLICT DO NOTHING),
       said AS (${insertTexts('$7')})
  ${insertHistory('$6')}`);

/** Inserts new complaints with their clocks, escalations, history and search rows: one statement for any number. */
export async function insertComplaints(tx: Tx, openings: readonly Opening[], now: Date): Promise<void> {
  const clocks = openings.flatMap(({ decision }) => decision.complaint.clocks);
  const escalations = openings.flatMap(({ decision }) => decision.complaint.escalations);
  await insertOpeningsSql.write(tx, [
    toJson(openings, ({ decision, ...said }) => complaintRow(decision.complaint, said)),
    toJson(clocks, clockRow),
    toJson(escalations, escalationRow),
    toJson(
      openings.flatMap(({ decision }) => decision.history),
      historyRow,
    ),
    toJson(openings, ({ decision, text }) => complaintSearchRow(decision.complaint, text)),
  ]);
  notifyTimers(tx, [...clocks.map(stepAt), ...escalations.map(managementStepAt)], now);
}

/** Saves what the decisions changed: one statement for any number. */
export async function saveComplaints(tx: Tx, decisions: readonly Decision[], now: Date): Promise<void> {
  const clocks = decisions.flatMap(({ before, complaint }) => changedItems(before?.clocks, complaint.clocks));
  const escalations = decisions.flatMap(({ before, complaint }) =>
    changedItems(before?.escalations, complaint.escalations),
  );
  await saveChanges.write(tx, [
    toJson(decisions, ({ complaint }) => complaintRow(complaint)),
    toJson(clocks, clockRow),
    toJson(escalations, escalationRow),
    toJson(
      decisions.flatMap(({ answers }) => answers),
      answerRow,
    ),
    toJson(
      decisions.flatMap(({ links }) => links),
      linkRow,
    ),
    toJson(
      decisions.flatMap(({ history }) => history),
      historyRow,
    ),
    toJson(
      decisions.flatMap(({ answers }) => answers),
      (answer) => searchRow(answer),
    ),
  ]);
  notifyTimers(tx, [...clocks.map(stepAt), ...escalations.map(managementStepAt)], now);
}

/** Corrects `step_at` of clocks and escalations. */
export async function correctStepTimes(
  tx: Tx,
  complaints: readonly Pick<Complaint, 'clocks' | 'escalations'>[],
): Promise<void> {
  if (complaints.length === 0) return;
  await tx.query(
    `WITH escalation AS (
       UPDATE escalations e SET step_at = n.step_at FROM jsonb_populate_recordset(null::escalations, $2) n
        WHERE n.id = e.id)
     UPDATE clocks k SET step_at = n.step_at FROM jsonb_populate_recordset(null::clocks, $1) n
      WHERE (n.complaint_id, n.cycle, n.clock) = (k.complaint_id, k.cycle, k.clock)`,
    [
      toJson(
        complaints.flatMap(({ clocks }) => clocks),
        clockRow,
      ),
      toJson(
        complaints.flatMap(({ escalations }) => escalations),
        escalationRow,
      ),
    ],
  );
}

const toJson = <T>(items: readonly T[], rowOf: (item: T) => object): string =>
  items.length === 0 ? '[]' : JSON.stringify(items.map(rowOf));

const changedItems = <T>(before: readonly T[] | undefined, after: readonly T[]): readonly T[] =>
  before ? after.filter((item) => !before.includes(item)) : after;

const stepAt = (clock: SlaClock): Date | null => nextStep(clock)?.dueAt ?? null;

function notifyTimers(tx: Tx, steps: readonly (Date | null)[], now: Date): void {
  let first = Number.POSITIVE_INFINITY;
  for (const at of steps) first = Math.min(first, at?.getTime() ?? first);
  timersSignal.notifyAfterCommit(tx, first - now.getTime());
}
