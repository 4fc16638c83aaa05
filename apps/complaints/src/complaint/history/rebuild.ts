import type { Clock } from '../clock.ts';
import type { Fields, HistoryEntry } from '../complaint.ts';
import type { Escalation } from '../escalation.ts';
import { alike, blankClock, blankEscalation, blankState, type ComplaintState } from './complaint-state.ts';

export type Told = Pick<HistoryEntry, 'complaintId' | 'version' | 'after'>;

/** The complaint as its history tells it, the first entry first; null without its opening. Clocks come in no order. */
export function rebuild(history: readonly Told[]): ComplaintState | null {
  const [opening] = history;
  if (!opening?.after) return null;
  const { complaintId } = opening;
  let state: Fields = blankState;
  const clocks = new Map<string, Fields>();
  const escalations = new Map<string, Fields>();
  for (const { version, after } of history) {
    const { clocks: ofClocks, escalations: ofEscalations, ...fields } = after ?? {};
    state = { ...state, ...revived(fields), version };
    take(ofClocks, clocks);
    take(ofEscalations, escalations);
  }
  return {
    ...state,
    clocks: [...clocks].map(([key, part]) => clockOf(complaintId, key, part)),
    escalations: [...escalations].map(([id, part]) => ({ ...blankEscalation, ...part, id, complaintId }) as Escalation),
  } as unknown as ComplaintState;
}

function clockOf(complaintId: string, key: string, part: Fields): Clock {
  const [cycle, clock] = key.split(':');
  return { ...blankClock, ...part, complaintId, cycle: Number(cycle), clock } as unknown as Clock;
}

function take(told: unknown, known: Map<string, Fields>): void {
  const { [alike]: together, ...parts } = (told ?? {}) as Record<string, Fields>;
  for (const [key, part] of Object.entries(parts))
    known.set(key, { ...(known.get(key) ?? revived(together ?? {})), ...revived(part) });
}

const isTime = /^at$|At$|From$/;

const revived = (fields: Fields): Fields =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      typeof value === 'string' && isTime.test(name) ? new Date(value) : value,
    ]),
  );
