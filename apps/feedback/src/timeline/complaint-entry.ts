import type { ComplaintFacts } from '@harken/contracts';
import type { Static } from 'typebox';

export type ComplaintAction =
  | 'opened'
  | 'acknowledged'
  | 'escalated'
  | 'answered'
  | 'message-received'
  | 'message-sent'
  | 'resolved'
  | 'closed'
  | 'rejected'
  | 'duplicate'
  | 'duplicate_undone'
  | 'withdrawn'
  | 'reopened'
  | 'compensation_approved'
  | 'compensation_fulfilled';

/** One change of a complaint in the timeline of its customer. It contains no free text. */
export interface ComplaintEntry {
  /** The id of the event. */
  readonly id: string;
  readonly customerId: string;
  readonly at: Date;
  readonly type: 'complaint' | 'answer';
  readonly action: ComplaintAction;
  readonly complaintId: string;
  readonly number: string;
  readonly status: string;
  readonly severity: string;
  readonly team: string;
  readonly touchpoint: string | null;
  readonly channel: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}

/** An event of a complaint that becomes a timeline entry. */
export interface TimelineEvent {
  readonly id: string;
  readonly at: Date;
  readonly action: ComplaintAction;
  readonly complaint: Static<typeof ComplaintFacts>;
  /** The channel of the answer or message; the complaint's channel if absent. */
  readonly channel?: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

export const toComplaintEntry = (event: TimelineEvent, customerId: string): ComplaintEntry => ({
  id: event.id,
  customerId,
  at: event.at,
  type: event.action === 'answered' ? 'answer' : 'complaint',
  action: event.action,
  complaintId: event.complaint.complaintId,
  number: event.complaint.number,
  status: event.complaint.status,
  severity: event.complaint.severity,
  team: event.complaint.team,
  touchpoint: event.complaint.touchpoint,
  channel: event.channel ?? event.complaint.channel,
  details: event.details ?? {},
});
