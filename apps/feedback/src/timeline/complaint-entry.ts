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
  | 'withdrawn'
  | 'reopened'
  | 'compensation_approved'
  | 'compensation_fulfilled';

/** What happened to a complaint, as its customer's timeline keeps it. No words of anybody are in it. */
export interface ComplaintEntry {
  /** The id of the event that told it. */
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

export interface ComplaintHappening {
  readonly id: string;
  readonly at: Date;
  readonly action: ComplaintAction;
  readonly complaint: Static<typeof ComplaintFacts>;
  /** By which the customer was answered; the complaint's own unless given. */
  readonly channel?: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

export const complaintEntry = (happening: ComplaintHappening, customerId: string): ComplaintEntry => ({
  id: happening.id,
  customerId,
  at: happening.at,
  type: happening.action === 'answered' ? 'answer' : 'complaint',
  action: happening.action,
  complaintId: happening.complaint.complaintId,
  number: happening.complaint.number,
  status: happening.complaint.status,
  severity: happening.complaint.severity,
  team: happening.complaint.team,
  touchpoint: happening.complaint.touchpoint,
  channel: happening.channel ?? happening.complaint.channel,
  details: happening.details ?? {},
});
