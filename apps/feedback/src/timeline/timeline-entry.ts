import type { FeedbackRecord } from '../feedback/feedback-record.ts';
import type { Interaction } from '../interactions/interaction.ts';
import type { CustomerMessage } from '../messages/customer-message.ts';
import type { ComplaintEntry } from './complaint-entry.ts';

/** One line of a customer's history. */
export interface TimelineEntry {
  readonly type: 'interaction' | 'feedback' | 'complaint' | 'answer' | 'message';
  readonly id: string;
  readonly at: Date;
  readonly touchpoint: string | null;
  readonly channel: string | null;
  readonly data: Readonly<Record<string, unknown>>;
}

export function interactionEntry(interaction: Interaction): TimelineEntry {
  const {
    id,
    occurredAt,
    touchpoint,
    channel,
    customer: _,
    customerId: __,
    receivedAt: ___,
    digest: ____,
    ...data
  } = interaction;
  return { type: 'interaction', id, at: occurredAt, touchpoint, channel, data };
}

export function feedbackEntry(record: FeedbackRecord): TimelineEntry {
  const {
    id,
    occurredAt,
    touchpoint,
    channel,
    voice,
    employee,
    method,
    kind,
    pattern,
    category,
    text,
    language,
    answers,
    actions,
    about,
    history,
    complaint,
    version,
    retractedAt,
  } = record;
  const facts = {
    ...{ voice, employee, method, kind, pattern, category, text, language },
    ...{ answers, actions, about, history, complaint, version, retractedAt },
  };
  return { type: 'feedback', id, at: occurredAt, touchpoint, channel, data: facts };
}

export function complaintTimelineEntry(entry: ComplaintEntry): TimelineEntry {
  const { id, at, type, touchpoint, channel, action, complaintId, number, status, severity, team, details } = entry;
  const facts = { action, complaintId, number, status, severity, team, ...details };
  return { type, id, at, touchpoint, channel, data: facts };
}

export function messageEntry({ id, requestedAt, channel, ...message }: CustomerMessage): TimelineEntry {
  const { purpose, state, reason, complaint, problem, programme, sentAt, failedAt } = message;
  const facts = { purpose, state, reason, complaint, problem, programme, sentAt, failedAt };
  return { type: 'message', id, at: requestedAt, touchpoint: null, channel, data: facts };
}

/** Newest first; at the same time the higher id first. Each list is already in this order. */
export const newestFirst = (lists: readonly (readonly TimelineEntry[])[]): TimelineEntry[] =>
  lists.flat().sort((a, b) => b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : -1));
