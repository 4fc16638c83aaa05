import { sql, type Tx } from '@harken/database';
import { searchRow } from '../../text/search-words.ts';
import { insertTexts } from '../../text/text-words.queries.ts';
import type { Complaint } from '../complaint.ts';
import type { Opening } from '../decide/open-complaint.ts';
import { type Escalation, managementStepAt } from '../escalation.ts';
import type { Decision } from '../history/change.ts';
import { immutableFields } from '../history/complaint-state.ts';
import { nextStep, type SlaClock } from '../sla-clock.ts';
import {
  AnswerTable,
  ComplaintTable,
  EscalationTable,
  HistoryTable,
  LinkTable,
  SlaClockTable,
} from './complaint.table.ts';
import { timersSignal } from './step.queries.ts';
import { insertRows, type JsonRow, jsonRowOf, upsertRows } from './table-rows.queries.ts';

export const complaintRow = jsonRowOf(ComplaintTable);
export const historyRow = jsonRowOf(HistoryTable);
const clockColumns = jsonRowOf(SlaClockTable);
const escalationColumns = jsonRowOf(EscalationTable);
const answerRow = jsonRowOf(AnswerTable);
const linkRow = jsonRowOf(LinkTable);

const stepAt = (clock: SlaClock): Date | null => nextStep(clock)?.dueAt ?? null;
const withStep = (row: JsonRow, at: Date | null) => ({ ...row, step_at: at?.toISOString() ?? null });
export const clockRow = (clock: SlaClock) => withStep(clockColumns(clock), stepAt(clock));
export const escalationRow = (one: Escalation) => withStep(escalationColumns(one), managementStepAt(one));

const openingRow = ({ decision, text, saidSeverity }: Opening): JsonRow => ({
  ...complaintRow(decision.complaint),
  text,
  said_severity: saidSeverity,
});

/** The search row of a complaint: the customer's text and the complaint's number. */
const complaintSearchRow = ({ decision: { complaint }, text }: Opening) => ({
  ...searchRow({ id: complaint.id, complaintId: complaint.id, text }, [complaint.number]),
  opened_at: complaint.openedAt.toISOString(),
});

// Insertion order is the order of events.
const insertHistory = (parameter: string): string => insertRows(HistoryTable, parameter, [], 'as given');

const insertOpeningsSql = sql(`
  WITH complaint AS (${insertRows(ComplaintTable, '$1', ['text', 'said_severity'])}),
       clock AS (${insertRows(SlaClockTable, '$2', ['step_at'])}),
       escalation AS (${insertRows(EscalationTable, '$3', ['step_at'])}),
       said AS (${insertTexts('$5')})
  ${insertHistory('$4')}`);

// All rows exist and are locked. An upsert finds each by its key, even if the planner's statistics are stale.
const saveChanges = sql(`
  WITH complaint AS (${upsertRows(ComplaintTable, '$1', { fixed: immutableFields })}),
       clock AS (${upsertRows(SlaClockTable, '$2', { more: ['step_at'] })}),
       escalation AS (${upsertRows(EscalationTable, '$3', { more: ['step_at'] })}),
       answer AS (${insertRows(AnswerTable, '$4')}),
       link AS (${insertRows(LinkTable, '$5')} ON CONFLICT DO NOTHING),
       said AS (${insertTexts('$7')})
  ${insertHistory('$6')}`);

/** Inserts new complaints with their clocks, escalations, history and search rows: one statement for any number. */
export async function insertComplaints(tx: Tx, openings: readonly Opening[], now: Date): Promise<void> {
  const clocks = openings.flatMap(({ decision }) => decision.complaint.clocks);
  const escalations = openings.flatMap(({ decision }) => decision.complaint.escalations);
  const history = openings.flatMap(({ decision }) => decision.history);
  await insertOpeningsSql.write(tx, [
    toJson(openings, openingRow),
    toJson(clocks, clockRow),
    toJson(escalations, escalationRow),
    toJson(history, historyRow),
    toJson(openings, complaintSearchRow),
  ]);
  notifyTimers(tx, clocks, escalations, now);
}

/** Saves what the decisions changed: one statement for any number. */
export async function saveComplaints(tx: Tx, decisions: readonly Decision[], now: Date): Promise<void> {
  const clocks = decisions.flatMap(({ before, complaint }) => changedItems(before?.clocks, complaint.clocks));
  const escalations = decisions.flatMap(({ before, complaint }) =>
    changedItems(before?.escalations, complaint.escalations),
  );
  const complaints = decisions.map(({ complaint }) => complaint);
  const answers = decisions.flatMap((decision) => decision.answers);
  const links = decisions.flatMap((decision) => decision.links);
  const history = decisions.flatMap((decision) => decision.history);
  await saveChanges.write(tx, [
    toJson(complaints, complaintRow),
    toJson(clocks, clockRow),
    toJson(escalations, escalationRow),
    toJson(answers, answerRow),
    toJson(links, linkRow),
    toJson(history, historyRow),
    toJson(answers, (answer) => searchRow(answer)),
  ]);
  notifyTimers(tx, clocks, escalations, now);
}

/** Corrects `step_at` of clocks and escalations. */
export async function correctStepTimes(
  tx: Tx,
  complaints: readonly Pick<Complaint, 'clocks' | 'escalations'>[],
): Promise<void> {
  if (complaints.length === 0) return;
  const clocks = complaints.flatMap((complaint) => complaint.clocks);
  const escalations = complaints.flatMap((complaint) => complaint.escalations);
  await tx.query(
    `WITH escalation AS (
       UPDATE escalations e SET step_at = n.step_at FROM jsonb_populate_recordset(null::escalations, $2) n
        WHERE n.id = e.id)
     UPDATE clocks k SET step_at = n.step_at FROM jsonb_populate_recordset(null::clocks, $1) n
      WHERE (n.complaint_id, n.cycle, n.clock) = (k.complaint_id, k.cycle, k.clock)`,
    [toJson(clocks, clockRow), toJson(escalations, escalationRow)],
  );
}

const toJson = <T>(items: readonly T[], rowOf: (item: T) => object): string =>
  items.length === 0 ? '[]' : JSON.stringify(items.map(rowOf));

const changedItems = <T>(before: readonly T[] | undefined, after: readonly T[]): readonly T[] =>
  before ? after.filter((item) => !before.includes(item)) : after;

function notifyTimers(tx: Tx, clocks: readonly SlaClock[], escalations: readonly Escalation[], now: Date): void {
  let first = Number.POSITIVE_INFINITY;
  for (const at of [...clocks.map(stepAt), ...escalations.map(managementStepAt)])
    first = Math.min(first, at?.getTime() ?? first);
  timersSignal.notifyAfterCommit(tx, first - now.getTime());
}
