import type { Calendar } from '../../calendars/due-at.ts';
import type { Hierarchy } from '../management-levels/hierarchy.ts';
import type { VersionedPolicy } from './response-policy.ts';

/** By their ids. */
export type CalendarsById = ReadonlyMap<string, Calendar>;

/** What clocks are set by, and before whom a complaint comes. */
export interface PolicyContext {
  /** The one in force. */
  readonly policy: VersionedPolicy;
  readonly calendars: CalendarsById;
  /** Team -> the calendar it works by, for the teams that have one. */
  readonly teamCalendars: Readonly<Record<string, string>>;
  readonly hierarchy: Hierarchy;
}

/** When something is decided, by the time of the database, and under which terms. */
export interface DecisionContext {
  readonly now: Date;
  readonly policyContext: PolicyContext;
}
