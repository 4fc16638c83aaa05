import type { ChangedFields, HistoryEntry } from '../complaint.ts';
import type { Escalation } from '../escalation.ts';
import type { SlaClock } from '../sla-clock.ts';
import {
  type ComplaintState,
  initialClock,
  initialEscalation,
  initialState,
  isTimeField,
  sharedKey,
} from './complaint-state.ts';

export type HistoryChange = Pick<HistoryEntry, 'complaintId' | 'version' | 'after'>;

/** Rebuilds the complaint from its history, oldest entry first; null without the opening. Clocks are in no order. */
export function rebuild(history: readonly HistoryChange[]): ComplaintState | null {
  const [opening] = history;
  if (!opening?.after) return null;
  const { complaintId } = opening;
  let state: ChangedFields = initialState;
  const clocks = new Map<string, ChangedFields>();
  const escalations = new Map<string, ChangedFields>();
  for (const { version, after } of history) {
    const { clocks: ofClocks, escalations: ofEscalations, ...fields } = after ?? {};
    state = { ...state, ...withDates(fields), version };
    applyParts(ofClocks, clocks);
    applyParts(ofEscalations, escalations);
  }
  return {
    ...state,
    clocks: [...clocks].map(([key, part]) => toClock(complaintId, key, part)),
    escalations: [...escalations].map(
      ([id, part]) => ({ ...initialEscalation, ...part, id, complaintId }) as Escalation,
    ),
  } as unknown as ComplaintState;
}

function toClock(complaintId: string, key: string, part: ChangedFields): SlaClock {
  const [cycle, clock] = key.split(':');
  return { ...initialClock, ...part, complaintId, cycle: Number(cycle), clock } as unknown as SlaClock;
}

function applyParts(changes: unknown, known: Map<string, ChangedFields>): void {
  const { [sharedKey]: common, ...parts } = (changes ?? {}) as Record<string, ChangedFields>;
  for (const [key, part] of Object.entries(parts))
    known.set(key, { ...(known.get(key) ?? withDates(common ?? {})), ...withDates(part) });
}

const withDates = (fields: ChangedFields): ChangedFields =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      typeof value === 'string' && isTimeField(name) ? new Date(value) : value,
    ]),
  );
