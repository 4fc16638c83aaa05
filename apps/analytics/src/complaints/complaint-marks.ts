import type {
  ComplaintAcknowledged,
  ComplaintAnswered,
  ComplaintClockBreached,
  ComplaintClockMet,
  ComplaintEscalated,
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

/** An escalation that no clock caused went straight to management. */
export const escalated = ({ escalationId, level, clock }: EventData<typeof ComplaintEscalated>): Mark => ({
  escalated: { id: escalationId, level, straight: clock === null },
});
