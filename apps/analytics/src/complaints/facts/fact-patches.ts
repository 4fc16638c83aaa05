import type {
  CompensationFulfilled,
  ComplaintAcknowledged,
  ComplaintAnswered,
  ComplaintClockBreached,
  ComplaintClockMet,
  ComplaintEscalated,
  ComplaintHandlingRated,
  ComplaintImported,
  ComplaintResolved,
  EventData,
} from '@harken/contracts';
import type { FactPatch } from './complaint-record.ts';

/** The event changes only the facts of the complaint. */
export const factsOnly = (): FactPatch => ({});

export const acknowledged = ({ at }: EventData<typeof ComplaintAcknowledged>): FactPatch => ({ acknowledgedAt: at });

/** An answer or a rejection. A withdrawal and a marking as duplicate end the complaint without one. */
export const answered = ({ at }: Pick<EventData<typeof ComplaintAnswered>, 'at'>): FactPatch => ({ answeredAt: at });

export const resolved = ({ at }: EventData<typeof ComplaintResolved>): FactPatch => ({ resolvedAt: at });

export const breached = ({ clock }: EventData<typeof ComplaintClockBreached>): FactPatch => ({ breached: clock });

const endedUnanswered: ReadonlySet<string> = new Set(['withdrawn', 'duplicate']);

/**
 * An answer without an acknowledgement also acknowledges, so the acknowledge clock is met. A withdrawal or a marking as
 * duplicate stops it too, and tells nobody anything.
 */
export const met = ({ clock, at, late, complaint }: EventData<typeof ComplaintClockMet>): FactPatch => ({
  ...(clock === 'acknowledge' && !endedUnanswered.has(complaint.status) ? { acknowledgedAt: at } : {}),
  ...(late ? { breached: clock } : {}),
});

const notImmediate: ReadonlySet<string> = new Set(['by_hand', 'management_overdue']);

/** An escalation that neither a clock nor a person caused went straight to management. De-escalation reaches no level. */
export const escalated = ({ escalationId, level, clock, reason }: EventData<typeof ComplaintEscalated>): FactPatch =>
  level === null || reason === 'de_escalated'
    ? {}
    : { escalated: { id: escalationId, level, straight: clock === null && !notImmediate.has(reason) } };

/** Only a fulfilled compensation counts; a proposed or approved one does not. */
export const compensationPaid = ({ compensation }: EventData<typeof CompensationFulfilled>): FactPatch => ({
  compensationPaid: { id: compensation.compensationId, amount: compensation.amount },
});

export const handlingRated = ({ rating: { feedbackId, csat } }: EventData<typeof ComplaintHandlingRated>): FactPatch =>
  csat === null ? {} : { handlingRated: { feedbackId, csat } };

/**
 * All that one event tells of a complaint of before. Its escalations went no known way: only those that a missed deadline
 * caused here have a clock, and none counts as straight to management.
 */
export function imported({
  complaint,
  acknowledgedAt,
  answeredAt,
  endedAt,
  escalations,
  breaches,
}: EventData<typeof ComplaintImported>): FactPatch[] {
  const isResolved = complaint.status === 'resolved' || complaint.status === 'closed';
  return [
    {
      ...(acknowledgedAt !== null && { acknowledgedAt }),
      ...(answeredAt !== null && { answeredAt }),
      ...(isResolved && endedAt !== null && { resolvedAt: endedAt }),
    },
    ...breaches.map(({ clock }) => ({ breached: clock })),
    ...escalations.map(({ escalationId: id, level }) => ({ escalated: { id, level, straight: false } })),
  ];
}
