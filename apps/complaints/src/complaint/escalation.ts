import type { ClockName } from '@harken/contracts';
import type { Person } from '../policies/management-levels/hierarchy.ts';

export const managementActions = ['take_over', 'instruct', 'approve', 'de_escalate'] as const;
export type ManagementAction = (typeof managementActions)[number];

export const escalationKinds = ['hierarchical', 'functional'] as const;
export type EscalationKind = (typeof escalationKinds)[number];

/** The complaint before a level of management (once per cycle, clock and level), or handed to another team. */
export interface Escalation {
  readonly id: string;
  readonly complaintId: string;
  readonly cycle: number;
  /** null: without waiting for a clock. */
  readonly clock: ClockName | null;
  /** null: to a team. */
  readonly level: number | null;
  readonly team: string | null;
  readonly reason: string;
  /** What a person said, or which levels were passed. */
  readonly note: string | null;
  /** Of the level, as they were at that moment; null: nobody had said who they are. */
  readonly people: readonly Person[] | null;
  readonly at: Date;
  /** Until when the level has to act; null: no time is set. */
  readonly dueAt: Date | null;
  /** When it should have acted and had not. */
  readonly overdueAt: Date | null;
  readonly acknowledgedAt: Date | null;
  readonly action: ManagementAction | null;
  readonly handledBy: string | null;
  readonly closedAt: Date | null;
}

export const escalationKindOf = ({ level }: Pick<Escalation, 'level'>): EscalationKind =>
  level === null ? 'functional' : 'hierarchical';

export const isOpenEscalation = (escalation: Escalation): boolean => escalation.closedAt === null;

/** When management's own time is up if it does nothing, or null. */
export const managementStepAt = ({ dueAt, overdueAt, acknowledgedAt, closedAt }: Escalation): Date | null =>
  overdueAt || acknowledgedAt || closedAt ? null : dueAt;
