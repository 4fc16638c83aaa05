import type { Severity } from '@harken/contracts';
import { searchRow } from '../../text/search-words.ts';
import type { ComplaintAnswer, ComplaintLink, ComplaintRow, HistoryEntry } from '../complaint.ts';
import { type Escalation, managementStepAt } from '../escalation.ts';
import { nextStep, type SlaClock } from '../sla-clock.ts';

// Each kind of row as JSON with its column names, for `jsonb_populate_recordset`: any number in one parameter. Written
// out by hand, because renaming keys in a loop costs more than all the rest for each complaint.

// Times as text: a Date sends the whole list down the slow path of JSON.stringify.
const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** Written at the opening only. */
interface OpeningFields {
  readonly text: string | null;
  readonly saidSeverity: Severity | null;
}

export const complaintRow = (one: ComplaintRow, said: OpeningFields = { text: null, saidSeverity: null }) => ({
  id: one.id,
  number: one.number,
  version: one.version,
  cycle: one.cycle,
  status: one.status,
  severity: one.severity,
  origin: one.origin,
  customer_id: one.customerId,
  customer: one.customer,
  segments: one.segments,
  tier: one.tier,
  stage: one.stage,
  customer_language: one.customerLanguage,
  feedback_id: one.feedbackId,
  touchpoint: one.touchpoint,
  channel: one.channel,
  method: one.method,
  category: one.category,
  campaign: one.campaign,
  language: one.language,
  text: said.text,
  said_severity: said.saidSeverity,
  flags: one.flags,
  team: one.team,
  assignee: one.assignee,
  rule: one.rule,
  rules_version: one.rulesVersion,
  duplicate_of: one.duplicateOf,
  occurred_at: iso(one.occurredAt),
  opened_at: iso(one.openedAt),
  acknowledged_at: iso(one.acknowledgedAt),
  answered_at: iso(one.answeredAt),
  ended_at: iso(one.endedAt),
});

export const clockRow = (clock: SlaClock) => ({
  complaint_id: clock.complaintId,
  cycle: clock.cycle,
  clock: clock.clock,
  started_at: iso(clock.startedAt),
  target: clock.target,
  due_at: iso(clock.dueAt),
  warn_at: iso(clock.warnAt),
  effective_from: iso(clock.effectiveFrom),
  warned_at: iso(clock.warnedAt),
  breached_at: iso(clock.breachedAt),
  met_at: iso(clock.metAt),
  cancelled: clock.cancelled,
  level: clock.level,
  ladder: clock.ladder,
  ladder_stopped: clock.ladderStopped,
  pauses: clock.pauses,
  calendar: clock.calendar,
  policy_version: clock.policyVersion,
  step_at: iso(nextStep(clock)?.dueAt ?? null),
});

export const escalationRow = (escalation: Escalation) => ({
  id: escalation.id,
  complaint_id: escalation.complaintId,
  cycle: escalation.cycle,
  clock: escalation.clock,
  level: escalation.level,
  team: escalation.team,
  reason: escalation.reason,
  note: escalation.note,
  people: escalation.people,
  at: iso(escalation.at),
  due_at: iso(escalation.dueAt),
  overdue_at: iso(escalation.overdueAt),
  acknowledged_at: iso(escalation.acknowledgedAt),
  action: escalation.action,
  handled_by: escalation.handledBy,
  closed_at: iso(escalation.closedAt),
  step_at: iso(managementStepAt(escalation)),
});

export const answerRow = (answer: ComplaintAnswer) => ({
  id: answer.id,
  complaint_id: answer.complaintId,
  cycle: answer.cycle,
  kind: answer.kind,
  outcome: answer.outcome,
  reasons: answer.reasons,
  channel: answer.channel,
  text: answer.text,
  recourse: answer.recourse,
  by: answer.by,
  sent_at: iso(answer.sentAt),
});

export const linkRow = ({ complaintId, to, kind, by, at }: ComplaintLink) => ({
  complaint_id: complaintId,
  to,
  kind,
  by,
  at: iso(at),
});

export const historyRow = (entry: HistoryEntry) => ({
  complaint_id: entry.complaintId,
  version: entry.version,
  at: iso(entry.at),
  actor: entry.actor,
  by: entry.by,
  action: entry.action,
  reason: entry.reason,
  from: entry.from,
  to: entry.to,
  before: entry.before,
  after: entry.after,
});

/** The search row of a complaint: the customer's text and the complaint's number. */
export const complaintSearchRow = ({ id, number, openedAt }: ComplaintRow, text: string | null) => ({
  ...searchRow({ id, complaintId: id, text }, [number]),
  opened_at: iso(openedAt),
});
