import type { Complaint } from '../complaint.ts';
import type { Escalation } from '../escalation.ts';
import type { SlaClock } from '../sla-clock.ts';

/**
 * What is settled when a complaint comes in. It stands in the complaint and in `ComplaintOpened`, and not in the
 * history: nothing that names a customer may stand where nothing can be erased.
 */
export const immutableFields = [
  ...['id', 'number', 'origin', 'feedbackId', 'touchpoint', 'channel', 'method', 'category', 'campaign', 'language'],
  ...['customerId', 'customer', 'segments', 'tier', 'stage', 'customerLanguage', 'occurredAt', 'openedAt'],
] as const satisfies readonly (keyof Complaint)[];

/** What changes of a complaint: all that its history tells, and that can be rebuilt from it. */
export type ComplaintState = Omit<Complaint, (typeof immutableFields)[number]>;

type NullableKeys<T> = { [K in keyof T]: null extends T[K] ? K : never }[keyof T];

// A value that a new one starts with is not written: these lists have to name all that can be null.
export const initialState: Readonly<Record<NullableKeys<ComplaintState>, null>> = {
  assignee: null,
  rule: null,
  rulesVersion: null,
  duplicateOf: null,
  acknowledgedAt: null,
  answeredAt: null,
  endedAt: null,
};
export const initialClock: Readonly<Record<NullableKeys<SlaClock>, null>> & Partial<SlaClock> = {
  warnedAt: null,
  breachedAt: null,
  metAt: null,
  cancelled: false,
  level: 0,
  ladderStopped: false,
  pauses: [],
};
export const initialEscalation: Readonly<Record<NullableKeys<Escalation>, null>> = {
  clock: null,
  level: null,
  team: null,
  note: null,
  people: null,
  dueAt: null,
  overdueAt: null,
  acknowledgedAt: null,
  action: null,
  handledBy: null,
  closedAt: null,
};

export const clockKey = ({ cycle, clock }: Pick<SlaClock, 'cycle' | 'clock'>): string => `${cycle}:${clock}`;

/** Among the clocks or escalations that are new with an entry: what all of them have in common. */
export const sharedKey = '*';
