import type { CalendarsById } from '../../calendars/due-at.ts';
import type { Hierarchy } from '../management-levels/hierarchy.ts';
import type { MessagePolicy } from '../message-policy/message-policy.ts';
import type { VersionedPolicy } from './response-policy.ts';

/** The published policies that decisions follow. */
export interface PolicyContext {
  /** The one in force. */
  readonly policy: VersionedPolicy;
  readonly calendars: CalendarsById;
  /** Team -> the calendar it works by, if it has one. */
  readonly teamCalendars: ReadonlyMap<string, string>;
  readonly hierarchy: Hierarchy;
  /** Which texts are sent to customers. */
  readonly messages: MessagePolicy;
}

/** Database time and the policies in force. */
export interface DecisionContext {
  readonly now: Date;
  readonly policyContext: PolicyContext;
}
