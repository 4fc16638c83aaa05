import { type Complaint, subjectFields } from '../complaint.ts';
import type { Escalation } from '../escalation.ts';
import type { SlaClock } from '../sla-clock.ts';

/**
 * Fields set at the opening that never change. They are in the complaint and in `ComplaintOpened`, not in the history:
 * personal data must not be where it cannot be erased.
 */
export const immutableFields = [
  ...subjectFields,
  ...['id', 'number', 'origin', 'feedbackId', 'openedAt'],
  ...['customerId', 'customer', 'segments', 'tier', 'stage', 'customerLanguage'],
] as const satisfies readonly (keyof Complaint)[];

/** The fields that change, and when it occurred: what the history holds and `rebuild` returns. */
export type ComplaintState = Omit<Complaint, (typeof immutableFields)[number]>;

type NullableKeys<T> = { [K in keyof T]: null extends T[K] ? K : never }[keyof T];

// Initial values are not written to the history: these lists must name every nullable field.
export const initialState: Readonly<Record<NullableKeys<ComplaintState>, null>> = {
  assignee: null,
  rule: null,
  rulesVersion: null,
  duplicateOf: null,
  cause: null,
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

type TimeFields<T> = { [K in keyof T]-?: Date extends T[K] ? K : never }[keyof T];

// The history holds times as texts. The compiler asks for each of them here.
const timeFields: Readonly<Record<TimeFields<ComplaintState> | TimeFields<SlaClock> | TimeFields<Escalation>, true>> = {
  occurredAt: true,
  acknowledgedAt: true,
  answeredAt: true,
  endedAt: true,
  startedAt: true,
  dueAt: true,
  warnAt: true,
  effectiveFrom: true,
  warnedAt: true,
  breachedAt: true,
  metAt: true,
  at: true,
  overdueAt: true,
  closedAt: true,
};
export const isTimeField = (name: string): boolean => name in timeFields;

export const clockKey = ({ cycle, clock }: Pick<SlaClock, 'cycle' | 'clock'>): string => `${cycle}:${clock}`;

/** Key of the fields that all new clocks or escalations of an entry have in common. */
export const sharedKey = '*';
