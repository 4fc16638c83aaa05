import {
  CommitSignal,
  columnsOf,
  insertMany,
  insertMissing,
  millisecondsUntil,
  type Tx,
  updateMany,
  upsertMany,
} from '@harken/database';
import { EntitySchema, type EntitySchemaColumnOptions, type EntitySchemaOptions } from 'typeorm';
import { insertTexts, searchText } from '../../text/text-words.queries.ts';
import type { Complaint, ComplaintRow } from '../complaint.ts';
import type { Opening } from '../decide/open-complaint.ts';
import { type Escalation, managementStepAt } from '../escalation.ts';
import type { Decision } from '../history/change.ts';
import { immutableFields } from '../history/complaint-state.ts';
import { nextStep, type SlaClock } from '../sla-clock.ts';
import {
  AnswerTable,
  ComplaintTable,
  CustomerMessageTable,
  EscalationTable,
  HistoryTable,
  LinkTable,
  SlaClockTable,
} from './complaint.table.ts';

/** Notified when a clock or an escalation has a step that is due before the worker wakes by itself. */
export const timersSignal = new CommitSignal();

export const nextStepInMs = millisecondsUntil(`
  SELECT least((SELECT min(step_at) FROM clocks WHERE step_at IS NOT NULL),
               (SELECT min(step_at) FROM escalations WHERE step_at IS NOT NULL))`);

/** A table with columns that are written only. */
const extended = <Row, More>({ options }: EntitySchema<Row>, more: Record<keyof More, EntitySchemaColumnOptions>) =>
  new EntitySchema({ ...options, columns: { ...options.columns, ...more } } as EntitySchemaOptions<Row & More>);

const stepColumn = { stepAt: { type: 'timestamptz', name: 'step_at' } } as const;
const ClockStepTable = extended<SlaClock, { stepAt: Date | null }>(SlaClockTable, stepColumn);
const EscalationStepTable = extended<Escalation, { stepAt: Date | null }>(EscalationTable, stepColumn);
const OpeningTable = extended<ComplaintRow, Pick<Opening, 'text' | 'saidSeverity'>>(ComplaintTable, {
  text: { type: 'text' },
  saidSeverity: { type: 'text', name: 'said_severity' },
});

const fixedFields: ReadonlySet<string> = new Set([...immutableFields, 'occurredAt']);
const changingFields = columnsOf(ComplaintTable)
  .map(({ property }) => property as keyof ComplaintRow)
  .filter((property) => !fixedFields.has(property));

const clockStepAt = (clock: SlaClock): Date | null => nextStep(clock)?.dueAt ?? null;
const withClockStep = (clock: SlaClock) => ({ ...clock, stepAt: clockStepAt(clock) });
const withManagementStep = (one: Escalation) => ({ ...one, stepAt: managementStepAt(one) });

/** Inserts new complaints with their clocks, escalations, history and search rows. */
export async function insertComplaints(tx: Tx, openings: readonly Opening[], now: Date): Promise<void> {
  const clocks = openings.flatMap(({ decision }) => decision.complaint.clocks);
  const escalations = openings.flatMap(({ decision }) => decision.complaint.escalations);
  await insertMany(
    tx,
    OpeningTable,
    openings.map(({ decision, text, saidSeverity }) => ({ ...decision.complaint, text, saidSeverity })),
  );
  await insertMany(tx, ClockStepTable, clocks.map(withClockStep));
  await insertMany(tx, EscalationStepTable, escalations.map(withManagementStep));
  // Only an imported complaint has some.
  const answers = openings.flatMap(({ decision }) => decision.answers);
  if (answers.length > 0) await insertMany(tx, AnswerTable, answers);
  await insertMany(
    tx,
    HistoryTable,
    openings.flatMap(({ decision }) => decision.history),
  );
  // Found by the customer's text and by the complaint's number.
  await insertTexts(tx, [
    ...openings.map(({ decision: { complaint }, text }) =>
      searchText({ id: complaint.id, complaintId: complaint.id, text, openedAt: complaint.openedAt }, [
        complaint.number,
      ]),
    ),
    ...answers.map((answer) => searchText(answer)),
  ]);
  notifyTimers(tx, clocks, escalations, now);
}

/** Saves what the decisions changed. All complaints exist and are locked. */
export async function saveComplaints(tx: Tx, decisions: readonly Decision[], now: Date): Promise<void> {
  const clocks = decisions.flatMap(({ before, complaint }) => changedItems(before?.clocks, complaint.clocks));
  const escalations = decisions.flatMap(({ before, complaint }) =>
    changedItems(before?.escalations, complaint.escalations),
  );
  const answers = decisions.flatMap((decision) => decision.answers);
  await updateMany(
    tx,
    ComplaintTable,
    decisions.map(({ complaint }) => complaint),
    changingFields,
  );
  await upsertMany(tx, ClockStepTable, clocks.map(withClockStep));
  await upsertMany(tx, EscalationStepTable, escalations.map(withManagementStep));
  await insertMany(tx, AnswerTable, answers);
  const messages = decisions.flatMap((decision) => decision.messages);
  if (messages.length > 0) await insertMany(tx, CustomerMessageTable, messages);
  await insertMissing(
    tx,
    LinkTable,
    decisions.flatMap((decision) => decision.links),
  );
  await insertMany(
    tx,
    HistoryTable,
    decisions.flatMap((decision) => decision.history),
  );
  await insertTexts(
    tx,
    answers.map((answer) => searchText(answer)),
  );
  notifyTimers(tx, clocks, escalations, now);
}

/** Corrects `step_at` of clocks and escalations. */
export async function correctStepTimes(
  tx: Tx,
  complaints: readonly Pick<Complaint, 'clocks' | 'escalations'>[],
): Promise<void> {
  const clocks = complaints.flatMap((complaint) => complaint.clocks);
  const escalations = complaints.flatMap((complaint) => complaint.escalations);
  await updateMany(tx, ClockStepTable, clocks.map(withClockStep), ['stepAt']);
  await updateMany(tx, EscalationStepTable, escalations.map(withManagementStep), ['stepAt']);
}

const changedItems = <T>(before: readonly T[] | undefined, after: readonly T[]): readonly T[] =>
  before ? after.filter((item) => !before.includes(item)) : after;

function notifyTimers(tx: Tx, clocks: readonly SlaClock[], escalations: readonly Escalation[], now: Date): void {
  let first = Number.POSITIVE_INFINITY;
  for (const at of [...clocks.map(clockStepAt), ...escalations.map(managementStepAt)])
    first = Math.min(first, at?.getTime() ?? first);
  timersSignal.notifyAfterCommit(tx, first - now.getTime());
}
