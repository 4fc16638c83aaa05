import { EntitySchema, type EntitySchemaColumnOptions } from 'typeorm';
import type { ComplaintAnswer, ComplaintLink, ComplaintRow, HistoryEntry } from '../complaint.ts';
import type { CustomerMessage } from '../customer-message.ts';
import type { HandlingRating } from '../decide/decide.ts';
import type { Escalation } from '../escalation.ts';
import type { SlaClock } from '../sla-clock.ts';

// Each schema is the only list of its table's columns: reading, writing and the export derive from it.
type Columns<Row> = Record<keyof Row, EntitySchemaColumnOptions>;

const time = { type: 'timestamptz', precision: 3 } as const;

/** In the order of the export. `text` and `said_severity` are not read with a complaint. */
export const ComplaintTable = new EntitySchema<ComplaintRow>({
  name: 'ComplaintRow',
  tableName: 'complaints',
  columns: {
    number: { type: 'text' },
    id: { type: 'uuid', primary: true },
    status: { type: 'text' },
    severity: { type: 'text' },
    cycle: { type: 'smallint' },
    version: { type: 'int' },
    origin: { type: 'text' },
    feedbackId: { type: 'uuid', nullable: true, name: 'feedback_id' },
    customer: { type: 'text', nullable: true },
    customerId: { type: 'uuid', nullable: true, name: 'customer_id' },
    customerLanguage: { type: 'text', nullable: true, name: 'customer_language' },
    segments: { type: 'text', array: true },
    tier: { type: 'text', nullable: true },
    stage: { type: 'text', nullable: true },
    touchpoint: { type: 'text', nullable: true },
    channel: { type: 'text', nullable: true },
    method: { type: 'text', nullable: true },
    category: { type: 'text', nullable: true },
    campaign: { type: 'text', nullable: true },
    product: { type: 'text', nullable: true },
    location: { type: 'text', nullable: true },
    language: { type: 'text', nullable: true },
    flags: { type: 'text', array: true },
    team: { type: 'text' },
    assignee: { type: 'text', nullable: true },
    rule: { type: 'text', nullable: true },
    rulesVersion: { type: 'int', nullable: true, name: 'rules_version' },
    duplicateOf: { type: 'uuid', nullable: true, name: 'duplicate_of' },
    cause: { type: 'text', nullable: true },
    occurredAt: { ...time, name: 'occurred_at' },
    openedAt: { ...time, name: 'opened_at' },
    acknowledgedAt: { ...time, nullable: true, name: 'acknowledged_at' },
    answeredAt: { ...time, nullable: true, name: 'answered_at' },
    endedAt: { ...time, nullable: true, name: 'ended_at' },
  } satisfies Columns<ComplaintRow>,
});

export const SlaClockTable = new EntitySchema<SlaClock>({
  name: 'Clock',
  tableName: 'clocks',
  columns: {
    complaintId: { type: 'uuid', primary: true, name: 'complaint_id' },
    cycle: { type: 'smallint', primary: true },
    clock: { type: 'text', primary: true },
    startedAt: { ...time, name: 'started_at' },
    target: { type: 'text' },
    dueAt: { ...time, name: 'due_at' },
    warnAt: { ...time, name: 'warn_at' },
    effectiveFrom: { ...time, name: 'effective_from' },
    warnedAt: { ...time, nullable: true, name: 'warned_at' },
    breachedAt: { ...time, nullable: true, name: 'breached_at' },
    metAt: { ...time, nullable: true, name: 'met_at' },
    cancelled: { type: 'boolean' },
    level: { type: 'smallint' },
    ladder: { type: 'jsonb' },
    ladderStopped: { type: 'boolean', name: 'ladder_stopped' },
    pauses: { type: 'jsonb' },
    calendar: { type: 'text' },
    policyVersion: { type: 'int', name: 'policy_version' },
  } satisfies Columns<SlaClock>,
});

export const EscalationTable = new EntitySchema<Escalation>({
  name: 'Escalation',
  tableName: 'escalations',
  columns: {
    id: { type: 'uuid', primary: true },
    complaintId: { type: 'uuid', name: 'complaint_id' },
    cycle: { type: 'smallint' },
    clock: { type: 'text', nullable: true },
    level: { type: 'smallint', nullable: true },
    team: { type: 'text', nullable: true },
    reason: { type: 'text' },
    note: { type: 'text', nullable: true },
    people: { type: 'jsonb', nullable: true },
    at: time,
    dueAt: { ...time, nullable: true, name: 'due_at' },
    overdueAt: { ...time, nullable: true, name: 'overdue_at' },
    acknowledgedAt: { ...time, nullable: true, name: 'acknowledged_at' },
    action: { type: 'text', nullable: true },
    handledBy: { type: 'text', nullable: true, name: 'handled_by' },
    closedAt: { ...time, nullable: true, name: 'closed_at' },
  } satisfies Columns<Escalation>,
});

export const AnswerTable = new EntitySchema<ComplaintAnswer>({
  name: 'ComplaintAnswer',
  tableName: 'answers',
  columns: {
    id: { type: 'uuid', primary: true },
    complaintId: { type: 'uuid', name: 'complaint_id' },
    cycle: { type: 'smallint' },
    kind: { type: 'text' },
    outcome: { type: 'text', nullable: true },
    reasons: { type: 'text', array: true },
    channel: { type: 'text' },
    text: { type: 'text' },
    recourse: { type: 'text', nullable: true },
    by: { type: 'text' },
    at: time,
    sentAt: { ...time, nullable: true, name: 'sent_at' },
    sentBy: { type: 'text', nullable: true, name: 'sent_by' },
  } satisfies Columns<ComplaintAnswer>,
});

export const CustomerMessageTable = new EntitySchema<CustomerMessage>({
  name: 'CustomerMessage',
  tableName: 'customer_messages',
  columns: {
    id: { type: 'uuid', primary: true },
    complaintId: { type: 'uuid', name: 'complaint_id' },
    cycle: { type: 'smallint' },
    purpose: { type: 'text' },
    answerId: { type: 'uuid', nullable: true, name: 'answer_id' },
    state: { type: 'text' },
    at: time,
    reason: { type: 'text', nullable: true },
  } satisfies Columns<CustomerMessage>,
});

export const LinkTable = new EntitySchema<ComplaintLink>({
  name: 'ComplaintLink',
  tableName: 'links',
  columns: {
    complaintId: { type: 'uuid', primary: true, name: 'complaint_id' },
    to: { type: 'uuid', primary: true },
    kind: { type: 'text', primary: true },
    by: { type: 'text' },
    at: time,
  } satisfies Columns<ComplaintLink>,
});

/** Without `id`, which the database counts up. */
export const HistoryTable = new EntitySchema<HistoryEntry>({
  name: 'HistoryEntry',
  tableName: 'history',
  columns: {
    complaintId: { type: 'uuid', name: 'complaint_id' },
    version: { type: 'int' },
    at: time,
    actor: { type: 'text' },
    keyId: { type: 'uuid', nullable: true, name: 'key_id' },
    person: { type: 'text', nullable: true },
    onBehalfOf: { type: 'text', nullable: true, name: 'on_behalf_of' },
    action: { type: 'text' },
    reason: { type: 'text', nullable: true },
    from: { type: 'text', nullable: true },
    to: { type: 'text', nullable: true },
    before: { type: 'jsonb', nullable: true },
    after: { type: 'jsonb', nullable: true },
  } satisfies Columns<HistoryEntry>,
});

export type RatingRow = HandlingRating & { readonly complaintId: string; readonly at: Date };

export const HandlingRatingTable = new EntitySchema<RatingRow>({
  name: 'HandlingRating',
  tableName: 'handling_ratings',
  columns: {
    feedbackId: { type: 'uuid', primary: true, name: 'feedback_id' },
    complaintId: { type: 'uuid', name: 'complaint_id' },
    csat: { type: 'smallint', nullable: true },
    nps: { type: 'smallint', nullable: true },
    ces: { type: 'smallint', nullable: true },
    at: time,
  } satisfies Columns<RatingRow>,
});
