import type {
  CompensationFulfilled,
  ComplaintAcknowledged,
  ComplaintAnswered,
  ComplaintClockBreached,
  ComplaintClockMet,
  ComplaintEscalated,
  ComplaintEscalatedV1,
  ComplaintHandlingRated,
  ComplaintResolved,
  EventData,
} from '@harken/contracts';
import type { Mark } from './complaint-record.ts';

/** Only the complaint itself is news. */
export const changed = (): Mark => ({});

export const acknowledged = ({ at }: EventData<typeof ComplaintAcknowledged>): Mark => ({ acknowledgedAt: at });

/** An answer, or what tells the customer how it ended: rejected, withdrawn, a duplicate. */
export const answered = ({ at }: Pick<EventData<typeof ComplaintAnswered>, 'at'>): Mark => ({ answeredAt: at });

export const resolved = ({ at }: EventData<typeof ComplaintResolved>): Mark => ({ resolvedAt: at });

export const breached = ({ clock }: EventData<typeof ComplaintClockBreached>): Mark => ({ breached: clock });

/** Whoever answers without acknowledging has also told the customer that the complaint arrived. */
export const met = ({ clock, at, late }: EventData<typeof ComplaintClockMet>): Mark => ({
  ...(clock === 'acknowledge' ? { acknowledgedAt: at } : {}),
  ...(late ? { breached: clock } : {}),
});

type Escalated = EventData<typeof ComplaintEscalated> | EventData<typeof ComplaintEscalatedV1>;

const notStraight: ReadonlySet<string> = new Set(['by_hand', 'management_overdue']);

/** What neither a clock nor a person brought there went straight to management. Handing it to a team is no level. */
export const escalated = ({ escalationId, level, clock, reason }: Escalated): Mark =>
  level === null || reason === 'de_escalated'
    ? {}
    : { escalated: { id: escalationId, level, straight: clock === null && !notStraight.has(reason) } };

/** Only what the customer has was spent: proposals and promises are no figures yet. */
export const compensated = ({ compensation }: EventData<typeof CompensationFulfilled>): Mark => ({
  compensated: { id: compensation.compensationId, worth: compensation.amount },
});

export const rated = ({ rating: { feedbackId, csat } }: EventData<typeof ComplaintHandlingRated>): Mark =>
  csat === null ? {} : { rated: { feedbackId, csat } };
